import { expect, test } from "vitest";
import { applyEdits } from "../syntax/edits.ts";
import { statementsOf } from "../syntax/instrument.ts";
import { readSource, toJavaScript } from "../syntax/source.ts";
import { proposals } from "./catalogue.ts";
import { fileContext } from "./site.ts";

function variants(code: string, hints: string[] = []): string[] {
  const source = readSource("a.ts", code);
  const context = fileContext(source, statementsOf(source.ast), {}, hints);
  return proposals(context, 0, code.length).map(({ edits }) => applyEdits(code, edits));
}

test.each([
  ["comparison", "const f = (a: number, b: number) => a < b;", "const f = (a: number, b: number) => a <= b;"],
  [
    "regrouping",
    "const f = (a: number, b: number) => a + b * 2;",
    "const f = (a: number, b: number) => (a + b) * 2;",
  ],
  ["logic", "const f = (a: boolean, b: boolean) => a && b;", "const f = (a: boolean, b: boolean) => a || b;"],
  [
    "argument order",
    "function f(a: number, b: number) { return g(a, b); }",
    "function f(a: number, b: number) { return g(b, a); }",
  ],
  [
    "method family",
    "const f = (list: number[]) => list.some(Boolean);",
    "const f = (list: number[]) => list.every(Boolean);",
  ],
  [
    "await",
    "async function f() { const x = g(); return x; }",
    "async function f() { const x = await g(); return x; }",
  ],
  ["optional chaining", "function f(a) { return a.b.c; }", "function f(a) { return a.b?.c; }"],
  [
    "early return",
    "function f(n: number) { return n * f(n - 1); }",
    "function f(n: number) { if (n === 0) return 1;\nreturn n * f(n - 1); }",
  ],
  [
    "copy before sorting",
    "const f = (list: number[]) => list.sort();",
    "const f = (list: number[]) => [...list].sort();",
  ],
  [
    "regular expression",
    "const f = (s: string) => s.replace(/a/, '');",
    "const f = (s: string) => s.replace(/a/g, '');",
  ],
  [
    "everywhere",
    "function f(a) { return g(1, a) + h(1, a); }",
    "function f(a) { return g(2, a) + h(2, a); }",
  ],
])("%s is among the variants", (_name, before, after) => {
  expect(variants(before)).toContain(after);
});

test("a word of the failing assertion becomes a string", () => {
  expect(variants('const f = () => "canceled";', ["cancelled"])).toContain('const f = () => "cancelled";');
});

test("no variant repeats another and nearly all parse", () => {
  const code =
    "export function f(list: number[], limit = 3) { let n = 0; for (const x of list) { if (x > limit) n += x; } return n; }";
  const all = variants(code);
  expect(new Set(all).size).toBe(all.length);
  const broken = all.filter((variant) => {
    try {
      toJavaScript(variant);
      return false;
    } catch {
      return true;
    }
  });
  expect(broken.length / all.length).toBeLessThan(0.05);
});
