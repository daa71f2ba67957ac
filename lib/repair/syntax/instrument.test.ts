import { expect, test } from "vitest";
import { coverage, guards, merge, splice, statementsOf, TICK } from "./instrument.ts";
import { parseText } from "./source.ts";

function guarded(code: string, edits: { start: number; end: number; text: string }[] = []): string {
  return splice(code, merge(guards(parseText("a.js", code)), edits));
}

test.each([
  "while (more()) step();",
  "for (const a of list) for (const b of a) use(b);",
  "const f = (a) => ({ a });",
  "const f = (a) => (b) => a + b;",
  'function f() { "use strict"; return 1; }',
  "do x(); while (y);",
  "class A { m() { return 1; } get g() { return 2; } }",
])("guarded code still parses: %s", (code) => {
  const result = guarded(code);
  expect(result).toContain(TICK);
  expect(() => parseText("a.js", result)).not.toThrow();
});

test("an edit that replaces a whole loop takes its guard along", () => {
  const code = "while (a) b();\nc();";
  expect(guarded(code, [{ start: 0, end: 14, text: "" }])).toBe("\nc();");
});

test("an edit inside a guarded body keeps the guard", () => {
  const code = "const f = (a) => a < 1;";
  expect(guarded(code, [{ start: 19, end: 20, text: "<=" }])).toBe(`const f = (a) => (${TICK}(),a <= 1);`);
});

test("statements are numbered in source order and top-level ones are marked", () => {
  const statements = statementsOf(
    parseText("a.js", "const a = 1;\nfunction f() { if (a) return 2; return 3; }\n"),
  );
  expect(statements.map(({ topLevel }) => topLevel)).toEqual([true, false, false]);
  expect(statements.map(({ id }) => id)).toEqual([0, 1, 2]);
});

test("an exported constant is a statement, and what records it stands before the export", () => {
  const code = "export const a = 1;\nexport function f() { return a; }\n";
  const ast = parseText("a.ts", code);
  const statements = statementsOf(ast);
  expect(statements.map(({ topLevel }) => topLevel)).toEqual([true, false]);
  const recorded = splice(code, merge(coverage(ast, statements, 0), []));
  expect(() => parseText("a.ts", recorded)).not.toThrow();
  expect(recorded).toMatch(/^\w+\(0,0\);export const a/);
});
