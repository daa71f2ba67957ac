import { expect, test } from "vitest";
import { applyExceptions, checkSources } from "./architecture.ts";
import { linksOf } from "./docs-links.ts";
import { type Finding, parseSource } from "./source.ts";

/** Findings of a small repository given as path → text; other paths named in `also` exist too. */
function check(files: Record<string, string>, also: string[] = []): string[] {
  const known = new Set([...Object.keys(files), ...also]);
  const sources = Object.entries(files).map(([path, text]) => parseSource(path, text));
  const findings = checkSources(sources, (path) => known.has(path));
  return findings.filter((one) => !one.warning).map((one) => `${one.path}: ${one.message}`);
}

const imports = (from: string, to: string) => check({ [from]: `import { x } from "#${to}"; x();` }, [to]);

test.each([
  ["app/owner/tenants/page.tsx", "lib/db/user-client.ts"],
  ["app/(tenant)/[tenant]/goals/page.tsx", "app/(tenant)/[tenant]/runs/_components/timeline.tsx"],
  ["app/api/v1/goals/route.ts", "inngest/client.ts"],
  ["components/data-table.tsx", "lib/domain/goals/queries.ts"],
  ["components/ui/button.tsx", "components/page-header.tsx"],
  ["inngest/functions/goal-plan.ts", "components/data-table.tsx"],
  ["inngest/functions/goal-plan.ts", "lib/ports/forge/local.ts"],
  ["inngest/functions/goal-plan.ts", "inngest/local/engine.ts"],
  ["lib/agents/loop.ts", "inngest/client.ts"],
  ["lib/agents/loop.ts", "lib/repair/repair.ts"],
  ["lib/agents/dev/agent.ts", "lib/ports/forge/select.ts"],
  ["lib/tools/read-file.ts", "lib/agents/loop.ts"],
  ["lib/domain/goals/submit-goal.ts", "lib/tools/read-file.ts"],
  ["lib/domain/goals/submit-goal.ts", "lib/domain/runs/state.ts"],
  ["lib/domain/goals/submit-goal.ts", "lib/ports/forge/select.ts"],
  ["lib/ports/forge/local.ts", "lib/domain/runs/schema.ts"],
  ["lib/ports/forge/local.ts", "lib/ports/sandbox/port.ts"],
  ["lib/ports/forge/local.ts", "lib/repair/repair.ts"],
  ["lib/db/user-client.ts", "lib/domain/runs/schema.ts"],
  ["lib/env.ts", "lib/db/user-client.ts"],
  ["lib/http/tenant-route.ts", "lib/agents/loop.ts"],
  ["lib/domain/goals/submit-goal.ts", "scripts/start.ts"],
])("%s may not import %s", (from, to) => {
  expect(imports(from, to)).toEqual([expect.stringContaining(to)]);
});

test.each([
  ["app/(tenant)/[tenant]/runs/page.tsx", "app/(tenant)/[tenant]/runs/_components/timeline.tsx"],
  ["app/(tenant)/[tenant]/goals/actions.ts", "lib/domain/goals/submit-goal.ts"],
  ["app/api/inngest/route.ts", "inngest/functions.ts"],
  ["components/data-table.tsx", "lib/domain/goals/state.ts"],
  ["inngest/functions/goal-plan.ts", "lib/ports/forge/select.ts"],
  ["inngest/platform-context.ts", "lib/db/service-client.ts"],
  ["lib/agents/dev/agent.ts", "lib/ports/forge/port.ts"],
  ["lib/tools/propose-fix.ts", "lib/repair/repair.ts"],
  ["lib/tools/registry.ts", "lib/tools/read-file.ts"],
  ["lib/tools/read-file.ts", "lib/tools/define-tool.ts"],
  ["lib/domain/goals/submit-goal.ts", "lib/domain/runs/start-run.ts"],
  ["lib/domain/goals/submit-goal.ts", "lib/domain/context.ts"],
  ["lib/ports/models/local.ts", "lib/repair/repair.ts"],
  ["scripts/goal.ts", "lib/agents/loop.ts"],
  ["lib/db/user-client.test.ts", "lib/domain/runs/schema.ts"],
])("%s may import %s", (from, to) => {
  expect(imports(from, to)).toEqual([]);
});

test("a tool may use a part of another file, but not another tool", () => {
  const tool = (more: string) => `import { defineTool } from "./define-tool.ts"; defineTool(); ${more}`;
  const files = {
    "lib/tools/define-tool.ts": "export const defineTool = () => {};",
    "lib/tools/edit-file.ts": tool(`import { apply } from "./apply-edits.ts"; apply();`),
    "lib/tools/apply-edits.ts": "export const apply = () => {};",
  };
  expect(check(files)).toEqual([]);
  const propose = { "lib/tools/propose-fix.ts": tool(`import { edit } from "./edit-file.ts"; edit();`) };
  expect(check({ ...files, ...propose })).toEqual([expect.stringContaining("does not import another tool")]);
});

test("a vendor's package is used only in its port, its types anywhere", () => {
  const path = "lib/domain/runs/start-run.ts";
  expect(
    check({ [path]: `import { createClient } from "@supabase/supabase-js"; createClient();` }),
  ).toHaveLength(1);
  expect(check({ [path]: `import type { SupabaseClient } from "@supabase/supabase-js";` })).toEqual([]);
});

test("an import without its extension, dynamic or not, is refused", () => {
  expect(check({ "lib/errors.ts": `await import("./ids");` }, ["lib/ids.ts"])).toHaveLength(1);
});

test("a runtime import cycle is found, one of types is not", () => {
  const a = `import { b } from "./b.ts"; export const a = () => b;`;
  expect(check({ "lib/repair/a.ts": a, "lib/repair/b.ts": `export { a as b } from "./a.ts";` })).toEqual([
    expect.stringContaining("lib/repair/a.ts → lib/repair/b.ts"),
  ]);
  const typeOnly = `import type { a } from "./a.ts"; export const b: typeof a | 1 = 1;`;
  expect(check({ "lib/repair/a.ts": a, "lib/repair/b.ts": typeOnly })).toEqual([]);
});

test("long files, functions, components and deep folders are refused, tests may hold long callbacks", () => {
  const body = (lines: number) => `export const long = () => {\n${"  f();\n".repeat(lines - 2)}};\n`;
  expect(check({ "lib/repair/a.ts": body(60) })).toEqual([]);
  expect(check({ "lib/repair/a.ts": body(61) })).toEqual([expect.stringContaining("long has 61 lines")]);
  expect(check({ "lib/repair/a.test.ts": body(61) })).toEqual([]);
  expect(check({ "components/a.tsx": body(150) })).toEqual([]);
  expect(check({ "components/a.tsx": body(151) })).toHaveLength(1);
  expect(check({ "lib/repair/a.ts": "f();\n".repeat(401) })).toEqual([expect.stringContaining("401 lines")]);
  expect(check({ "app/1/2/3/4/5/6/page.tsx": "" })).toEqual([expect.stringContaining("7 folders deep")]);
});

test("empty names, barrels, environment reads and `any` are refused", () => {
  expect(check({ "lib/repair/utils.ts": "" })).toHaveLength(1);
  expect(check({ "lib/repair/index.ts": `export * from "./a.ts";`, "lib/repair/a.ts": "" })).toHaveLength(1);
  expect(check({ "lib/repair/a.ts": "f(process.env.HOME);" })).toHaveLength(1);
  expect(check({ "lib/env.ts": "f(process.env.HOME);", "scripts/a.ts": "f(process.env);" })).toEqual([]);
  expect(check({ "lib/repair/a.ts": "const x: any = 1; f(x as any);" })).toHaveLength(2);
});

test("announced work and tests that do not run are refused", () => {
  const mark = ["TO", "DO"].join("");
  expect(check({ "lib/repair/a.ts": `// ${mark} later\nf();` })).toHaveLength(1);
  expect(check({ "lib/repair/a.ts": `f("${mark}");` })).toEqual([]);
  expect(check({ "lib/repair/a.test.ts": `test.skip("x", f); describe.only("y", f);` })).toHaveLength(2);
});

test("an exception accepts its finding, and a needless one is reported", () => {
  const finding: Finding = { path: "lib/a.ts", message: "uses `any`: name the type" };
  const exception = { path: "lib/a.ts", message: "uses `any`", reason: "because" };
  expect(applyExceptions([finding], [exception])).toEqual([]);
  expect(applyExceptions([], [exception])).toEqual([
    expect.objectContaining({ message: expect.stringContaining("lib/a.ts") }),
  ]);
});

test("Markdown links to files are read, links to the web and code are not", () => {
  const markdown =
    "[a](docs/a.md#part) [b](https://example.org) `[c](d.md)`\n```\n[e](f.md)\n```\n![g](h.png)";
  expect(linksOf(markdown)).toEqual([
    { target: "docs/a.md", line: 1 },
    { target: "h.png", line: 5 },
  ]);
});
