import { describe, expect, test } from "vitest";
import { fileChange } from "./file-change.ts";
import { reviewFile } from "./review-file.ts";

const rulesOf = (before: string | null, after: string, path = "src/a.ts"): string[] =>
  reviewFile(fileChange(path, before, after)).findings.map(({ rule, line }) => `${rule}:${line}`);

/** Each harmful text beside one that only looks like it. */
const cases: [string, { before?: string; bad: string; fine: string; path?: string }][] = [
  [
    "promise-not-awaited:1",
    {
      bad: "items.forEach(async (item) => { await save(item); });",
      fine: "await Promise.all(items.map(async (item) => { await save(item); }));",
    },
  ],
  [
    "constant-comparison:1",
    { bad: "if (day.getUTCDay() === 7) rest();", fine: "if (day.getUTCDay() === 0) rest();" },
  ],
  [
    "constant-comparison:1",
    { bad: 'if (x !== "a" || x !== "b") f();', fine: 'if (x !== "a" && x !== "b") f();' },
  ],
  [
    "assignment-in-condition:1",
    { bad: "if (state = next) go();", fine: "while ((match = next())) go(match);" },
  ],
  [
    "unreachable-code:3",
    {
      bad: "function f() {\n  return 1;\n  log();\n}",
      fine: "function f() {\n  return g();\n  function g() { return 1; }\n}",
    },
  ],
  [
    "loop-runs-once:4",
    {
      bad: "function f(xs) {\n  for (const x of xs) {\n    add(x);\n    return sum;\n  }\n}",
      fine: "function f(xs) {\n  for (const x of xs) {\n    if (!x) continue;\n    return x;\n  }\n}",
    },
  ],
  [
    "case-falls-through:2",
    {
      bad: "switch (k) {\n  case 1:\n    a();\n  case 2:\n    b();\n}",
      fine: "switch (k) {\n  case 1:\n    a();\n    break;\n  case 2:\n  case 3:\n    b();\n}",
    },
  ],
  [
    "past-the-end:1",
    {
      bad: "for (let i = 0; i <= xs.length; i++) sum += xs[i];",
      fine: "for (let i = 0; i <= xs.length; i++) parts.push(xs.slice(0, i));",
    },
  ],
  ["sorted-by-boolean:1", { bad: "xs.sort((a, b) => a > b);", fine: "xs.sort((a, b) => a - b);" }],
  [
    "error-lost:1",
    { bad: "try { save(); } catch {}", fine: "try { save(); } catch {\n  // The cache may be gone.\n}" },
  ],
  [
    "mutated-while-iterated:1",
    {
      bad: "for (const x of xs) { if (x.done) xs.splice(xs.indexOf(x), 1); }",
      fine: "for (const x of xs) { if (x.done) { xs.splice(xs.indexOf(x), 1); break; } }",
    },
  ],
  [
    "injection:1",
    {
      bad: 'db.query("select * from users where name = \'" + name + "\'");',
      fine: 'db.query("select * from " + table + " where name = $1", [name]);',
    },
  ],
  [
    "falsy-value:1",
    { before: "const n = a.b ?? 5;", bad: "const n = a.b || 5;", fine: "const n = a.c ?? 6;" },
  ],
  ["promise-not-awaited:1", { before: "await save();", bad: "save();", fine: "await store();" }],
  [
    "shared-instead-of-copied:2",
    {
      before: "function f(base) {\n  const out = { ...base };\n  out.x = 1;\n  return out;\n}",
      bad: "function f(base) {\n  const out = base;\n  out.x = 1;\n  return out;\n}",
      fine: "function f(base) {\n  const out = base;\n  return out;\n}",
    },
  ],
  [
    "null-check-removed:2",
    {
      before: "function f(user) {\n  if (user === null) return '';\n  return user.name;\n}",
      bad: "function f(user) {\n  return user.name;\n}",
      fine: "function f(user) {\n  return user?.name ?? '';\n}",
    },
  ],
  [
    "never-filled:2",
    {
      before: "const seen = new Set();\nif (seen.has(x)) skip();\nseen.add(x);",
      bad: "const seen = new Set();\nif (seen.has(x)) skip();",
      fine: "const seen = new Set();\nif (seen.has(y)) skip();\nseen.add(y);",
    },
  ],
  [
    "test-silenced:1",
    {
      before: 'test("adds", () => expect(add(1, 2)).toBe(3));',
      bad: 'test.skip("adds", () => expect(add(1, 2)).toBe(3));',
      fine: 'test("adds", () => expect(add(2, 2)).toBe(4));\ntest.todo("subtracts");',
      path: "test/a.test.ts",
    },
  ],
  [
    "secret:1",
    {
      bad: 'const key = "AKIA4T7QWZ2LMN8PRS5V";',
      fine: 'const key = "AKIAEXAMPLE";',
    },
  ],
];

describe.each(cases)("%s", (expected, { before, bad, fine, path }) => {
  test("is found where it does harm", () => expect(rulesOf(before ?? "", bad, path)).toContain(expected));
  test("is not found in what only looks like it", () =>
    expect(rulesOf(before ?? "", fine, path)).toEqual([]));
  test("is not held against a change that leaves it as it was", () =>
    expect(rulesOf(`${bad}\n`, `${bad}\n\n\n// more\n`, path)).toEqual([]));
});

test("a line that the author told a linter is meant gives nothing", () =>
  expect(rulesOf("", "// biome-ignore lint/security: the text is ours\neval(text);")).toEqual([]));

test("a text that is no code, and a file of another kind, give nothing and no error", () => {
  expect(rulesOf("", "const = ;")).toEqual([]);
  expect(rulesOf("", "[".repeat(20_000))).toEqual([]);
  expect(rulesOf("", "body { color: red }", "a.css")).toEqual([]);
});
