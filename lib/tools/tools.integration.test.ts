import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSampleFiles } from "#lib/domain/repositories/read-sample-files.ts";
import { chooseTargets } from "#lib/domain/test-reports/choose-targets.ts";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import type { Forge } from "#lib/ports/forge/port.ts";
import { selectForge } from "#lib/ports/forge/select.ts";
import { selectSandbox } from "#lib/ports/sandbox/select.ts";
import { type ToolContext, ToolError, type Workspace } from "./define-tool.ts";
import { editFiles } from "./edit-files.ts";
import { listFiles } from "./list-files.ts";
import { locateFault } from "./locate-fault.ts";
import { proposeFix } from "./propose-fix.ts";
import { readFile } from "./read-file.ts";
import { revertChanges } from "./revert-changes.ts";
import { runCommand } from "./run-command.ts";
import { runTests } from "./run-tests.ts";
import { searchCode } from "./search-code.ts";
import { showDiff } from "./show-diff.ts";

const goal = "Orders above the free-shipping limit are still charged for shipping";
const repository = {
  tenantId: "00000000-0000-4000-8000-000000000001",
  repositoryId: "00000000-0000-4000-8000-000000000002",
};

let dataDir: string;
let context: ToolContext;

async function importSample(forge: Forge): Promise<Workspace> {
  const files = await readSampleFiles(resolve(import.meta.dirname, "../../supabase/seed/sample-repository"));
  const { head } = await forge.importRepository(repository, { kind: "files", files, message: "Start" });
  const work = {
    repository,
    base: head,
    start: head,
    head,
    runner: "node:test",
    testCommand: "npm test",
  } as const;
  return { ...work, goal, targets: [] };
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "morningai-tools-"));
  const forge = selectForge({ dataDir, roots: [], maxMb: 100 });
  const provider = selectSandbox({ dataDir, programDir: resolve(import.meta.dirname, "../..") });
  const workspace = await importSample(forge);
  const { sandbox } = await provider.open("tools");
  await sandbox.unpack(await forge.archive(repository, workspace.head));
  const report = await runTestSuite(sandbox, { command: "npm test", runner: "node:test" });
  workspace.targets = chooseTargets(goal, report.cases).targets;
  context = { sandbox, forge, workspace, startedAt: new Date("2026-01-01T00:00:00Z") };
});

afterAll(async () => {
  await context.sandbox.destroy();
  await rm(dataDir, { recursive: true, force: true });
});

const edit = (path: string, oldText: string, newText: string) => ({
  files: [{ path, edits: [{ oldText, newText }] }],
});

test("files are listed, read by range and searched by text", async () => {
  const { files } = await listFiles.execute(context, { folder: "src" });
  expect(files.map((file) => file.path)).toContain("src/shipping.ts");
  const part = await readFile.execute(context, { path: "src/shipping.ts", fromLine: 4, toLine: 4 });
  expect(part.text).toBe("4\texport const FREE_SHIPPING_LIMIT: Cents = 5_000;");
  const { hits } = await searchCode.execute(context, { text: "isFreeShipping(" });
  expect(hits.map((hit) => hit.path)).toContain("src/shipping.ts");
});

test("a file that is not there is an error that says what to do", async () => {
  await expect(readFile.execute(context, { path: "src/nowhere.ts" })).rejects.toThrow(ToolError);
  const missing = edit("src/nowhere.ts", "a", "b");
  await expect(editFiles.execute(context, missing)).rejects.toThrow("There is no file src/nowhere.ts");
});

test("a command runs in the sandbox, without network and without our environment", async () => {
  const result = await runCommand.execute(context, { command: "pwd; env | wc -l; exit 3", seconds: 10 });
  expect(result.exitCode).toBe(3);
  expect(result.text).toContain("/work");
});

test("the fault is located and a fix is proposed that names its cause", async () => {
  const located = await locateFault.execute(context, {});
  expect(located.lines[0]).toMatchObject({ file: "src/shipping.ts" });
  const proposal = await proposeFix.execute(context, { seconds: 60 });
  expect(proposal).toMatchObject({ status: "fixed", rootCause: { file: "src/shipping.ts" } });
  expect(proposal.patches[0]?.files[0]?.path).toBe("src/shipping.ts");
});

test("an edit makes a checkpoint, twice the same one; tests see it; a revert takes it back", async () => {
  const { workspace } = context;
  const change = edit("src/shipping.ts", "goods < FREE_SHIPPING_LIMIT", "goods >= FREE_SHIPPING_LIMIT");
  const first = await editFiles.execute(context, change);
  expect(await editFiles.execute(context, change)).toEqual(first);
  workspace.head = first.checkpoint;

  const run = await runTests.execute(context, {});
  expect(run).toMatchObject({ exitCode: 0, openTargets: [], counts: { failed: 0 } });
  expect((await showDiff.execute(context, {})).patch).toContain("+  return EU.has(country) && goods >= FREE");

  const reverted = await revertChanges.execute(context, {});
  expect(reverted).toEqual({ reverted: ["src/shipping.ts"], checkpoint: workspace.base });
  workspace.head = reverted.checkpoint;
  expect((await runTests.execute(context, {})).openTargets.length).toBeGreaterThan(0);
  expect((await showDiff.execute(context, {})).patch).toBe("");
});
