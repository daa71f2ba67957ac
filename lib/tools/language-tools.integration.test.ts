import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endSessions } from "#lib/language-servers/pool.ts";
import { selectForge } from "#lib/ports/forge/select.ts";
import { selectSandbox } from "#lib/ports/sandbox/select.ts";
import type { ToolContext } from "./define-tool.ts";
import { fileDiagnostics } from "./file-diagnostics.ts";
import { gotoDefinition } from "./goto-definition.ts";
import { gotoReferences } from "./goto-references.ts";
import { hoverSymbol } from "./hover-symbol.ts";
import { locateFault } from "./locate-fault.ts";
import { renameSymbol } from "./rename-symbol.ts";
import { showDiff } from "./show-diff.ts";
import { workspaceSymbols } from "./workspace-symbols.ts";

const repository = {
  tenantId: "00000000-0000-4000-8000-000000000001",
  repositoryId: "00000000-0000-4000-8000-000000000003",
};

const files = {
  "package.json": '{ "name": "shop", "type": "module" }\n',
  "src/price.ts":
    "/** Price with tax, in cents. */\nexport function priceOf(net: number, rate = 0.19): number {\n  return Math.round(net * (1 + rate));\n}\n",
  "src/cart.ts":
    'import { priceOf } from "./price.ts";\n\nexport function total(items: number[]): number {\n  return items.reduce((sum, item) => sum + priceOf(item), 0);\n}\n\n// priceOf is also a word in this comment\n',
  "test/price.test.ts": 'import { priceOf } from "../src/price.ts";\n\npriceOf(1);\n',
  "src/wrong.ts": 'export const size: number = "large";\n',
  "tools/report.py":
    'from tools.money import format_cents\n\n\ndef line(cents):\n    """One line."""\n    return format_cents(cents) + missing\n',
  "tools/money.py": "def format_cents(cents: int) -> str:\n    return str(cents)\n",
  "tools/__init__.py": "",
  "main.go": "package main\n",
};

let dataDir: string;
let context: ToolContext;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "morningai-language-"));
  const forge = selectForge({ dataDir, roots: [], maxMb: 100 });
  const provider = selectSandbox({ dataDir, programDir: resolve(import.meta.dirname, "../..") });
  const sources = Object.entries(files).map(([path, text]) => ({
    path,
    content: new TextEncoder().encode(text),
  }));
  const { head } = await forge.importRepository(repository, {
    kind: "files",
    files: sources,
    message: "Start",
  });
  const { sandbox } = await provider.open("language-tools");
  await sandbox.unpack(await forge.archive(repository, head));
  const workspace = {
    repository,
    base: head,
    head,
    start: head,
    runner: "unknown",
    testCommand: "",
    goal: "",
    targets: [],
  } as const;
  context = {
    sandbox,
    forge,
    workspace: { ...workspace, targets: [] },
    startedAt: new Date("2026-01-01T00:00:00Z"),
  };
});

afterAll(async () => {
  await endSessions(context.sandbox);
  await context.sandbox.destroy();
  await rm(dataDir, { recursive: true, force: true });
});

describe("a name", () => {
  test("leads to its definition, with the source", async () => {
    const place = { path: "src/cart.ts", symbol: "priceOf", line: 4 };
    const { definitions } = await gotoDefinition.execute(context, place);
    expect(definitions).toEqual([
      {
        path: "src/price.ts",
        line: 2,
        within: "priceOf",
        text: "export function priceOf(net: number, rate = 0.19): number {",
        source: expect.stringContaining("3\t  return Math.round(net * (1 + rate));"),
      },
    ]);
  });

  test("of the standard library is named as such", async () => {
    const { definitions } = await gotoDefinition.execute(context, {
      path: "src/price.ts",
      symbol: "Math.round",
    });
    expect(definitions[0]).toMatchObject({ path: expect.stringContaining("(library) lib."), source: null });
  });

  test("leads to its uses and not to the same word in a comment", async () => {
    const found = await gotoReferences.execute(context, { path: "src/price.ts", symbol: "priceOf" });
    expect(found.references.map(({ path, line, within }) => `${path}:${line} ${within}`).sort()).toEqual([
      "src/cart.ts:1 null",
      "src/cart.ts:4 total",
      "src/price.ts:2 priceOf",
      "test/price.test.ts:1 null",
      "test/price.test.ts:3 null",
    ]);
  });

  test("has a type and documentation", async () => {
    const { text } = await hoverSymbol.execute(context, { path: "src/cart.ts", symbol: "priceOf" });
    expect(text).toContain("priceOf(net: number, rate?: number): number");
    expect(text).toContain("Price with tax");
  });

  test("is found in the whole repository, in both languages", async () => {
    const { symbols } = await workspaceSymbols.execute(context, { query: "format_cents" });
    expect(symbols[0]).toMatchObject({ name: "format_cents", path: "tools/money.py", line: 1 });
    const other = await workspaceSymbols.execute(context, { query: "priceOf" });
    expect(other.symbols[0]).toMatchObject({ name: "priceOf", path: "src/price.ts", kind: "function" });
  });

  test("that is wrong is answered with the nearest ones", async () => {
    const wrong = { path: "src/cart.ts", symbol: "pricesOf" };
    await expect(gotoDefinition.execute(context, wrong)).rejects.toThrow("Names like it there: priceOf");
    await expect(workspaceSymbols.execute(context, { query: "priceFor" })).rejects.toThrow(
      "Names like it: priceOf",
    );
    await expect(gotoDefinition.execute(context, { path: "main.go", symbol: "main" })).rejects.toThrow(
      "No language server reads main.go",
    );
  });
});

test("diagnostics name line and reason, in both languages", async () => {
  expect(await fileDiagnostics.execute(context, { path: "src/wrong.ts" })).toMatchObject({
    errors: 1,
    diagnostics: [{ line: 1, severity: "error", code: 2322 }],
  });
  const python = await fileDiagnostics.execute(context, { path: "tools/report.py" });
  expect(python.diagnostics).toMatchObject([{ line: 6, severity: "error", code: "reportUndefinedVariable" }]);
  expect(await fileDiagnostics.execute(context, { path: "src/price.ts" })).toMatchObject({ diagnostics: [] });
});

test("a fault is located by its calls where no runner can be measured", async () => {
  const { workspace } = context;
  workspace.goal = "The price is rounded wrongly";
  workspace.targets = [{ file: "test/price.test.ts", name: "priceOf", status: "failed", todo: false }];
  const located = await locateFault.execute(context, {});
  expect(located.order).toBe("text + stack trace + call graph");
  expect(located.functions[0]).toMatchObject({ file: "src/price.ts", line: 2, function: "priceOf" });
  expect(located.functions[0]?.why).toContain("1 call from the failing test");
  expect(located.note).toContain('does not know the test runner "unknown"');
});

test("a rename changes every use, makes a checkpoint, twice the same one, and stands in the diff", async () => {
  const input = { path: "src/cart.ts", symbol: "priceOf", newName: "grossOf" };
  const first = await renameSymbol.execute(context, input);
  expect(first.paths.sort()).toEqual(["src/cart.ts", "src/price.ts", "test/price.test.ts"]);
  context.workspace.head = first.checkpoint;
  const { patch } = await showDiff.execute(context, {});
  expect(patch).toContain('+import { grossOf } from "./price.ts";');
  expect(patch).toContain("+  return items.reduce((sum, item) => sum + grossOf(item), 0);");
  expect(patch).not.toContain("-// priceOf");
  const renamed = await workspaceSymbols.execute(context, { query: "grossOf" });
  expect(renamed.symbols[0]).toMatchObject({ path: "src/price.ts", line: 2 });
});

test("a rename of what the repository does not define, or of a file that a command changed, is refused", async () => {
  const library = { path: "src/price.ts", symbol: "round", newName: "ceiling" };
  await expect(renameSymbol.execute(context, library)).rejects.toThrow("outside of the repository");
  await context.sandbox.writeFile("tools/money.py", `${files["tools/money.py"]}# more\n`);
  const changed = { path: "tools/report.py", symbol: "format_cents", newName: "show_cents" };
  await expect(renameSymbol.execute(context, changed)).rejects.toThrow("differs from the last checkpoint");
});
