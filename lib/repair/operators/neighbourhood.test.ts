import { expect, test } from "vitest";
import { variants } from "../testing/variants.ts";
import type { Neighbourhood } from "./neighbourhood.ts";

const insertion = { start: 0, end: 0, text: 'import { other } from "./other.ts";\n' };
const around = (name: string, params: string[] | undefined): Neighbourhood => ({
  importable: [{ name, params, unused: false, insertion }],
  shapes: [{ name: "Query", keys: ["id", "currency", "count"] }],
  unions: [["open", "on_hold", "closed"]],
});

test.each([
  [
    "comparison by a function of another file",
    "const f = (list: string[]) => list.toSorted((a, b) => a.localeCompare(b));",
    "const f = (list: string[]) => list.toSorted((a, b) => dayOf(a) - dayOf(b));",
    around("dayOf", ["date"]),
  ],
  [
    "order by a function of another file",
    "function f(list) {\n  const found = list.map((route) => ({ route })).filter(Boolean);\n  return [found[0], route.path];\n}",
    "function f(list) {\n  const found = list.map((route) => ({ route })).filter(Boolean).sort((a, b) => compareLength(a.route.path, b.route.path));\n  return [found[0], route.path];\n}",
    around("compareLength", ["a", "b"]),
  ],
  [
    "limit by a function of another file",
    "function f(day: number, year: number, month: number) { return g(day); }",
    "function f(day: number, year: number, month: number) { return g(Math.min(day, daysIn(year, month))); }",
    around("daysIn", ["year", "month"]),
  ],
  [
    "a question that another file answers",
    "function f(day: number) { if (day > 5) return 1; }",
    "function f(day: number) { if (day > 5 && !isHoliday(day)) return 1; }",
    around("isHoliday", ["day"]),
  ],
  [
    "an end on the next day",
    "const f = (from: number, to: number) => (to - from) / 60;",
    "const f = (from: number, to: number) => (to <= from ? to - from + DAY : to - from) / 60;",
    around("DAY", undefined),
  ],
])("%s is among the variants, with its import", (_name, before, after, neighbourhood) => {
  expect(variants(before, [], neighbourhood)).toContain(insertion.text + after);
});

test.each([
  [
    "a field that a key lacks",
    "const key = ({ id, count }: Query) => [id, count].join();",
    "const key = ({ id, count, currency }: Query) => [id, count, currency].join();",
  ],
  [
    "a parameter that a key lacks",
    "const key = (id: string, zone: string) => [id].join();",
    "const key = (id: string, zone: string) => [id, zone].join();",
  ],
  [
    "a field that a comparison lacks",
    "const same = (a: Query, b: Query) => a.id === b.id;",
    "const same = (a: Query, b: Query) => a.id === b.id && a.currency === b.currency;",
  ],
  [
    "a member of a union that no case handles",
    'function f(s) { switch (s) { case "closed": return 1; default: return 2; } }',
    'function f(s) { switch (s) { case "on_hold":\n case "closed": return 1; default: return 2; } }',
  ],
  [
    "a field in another form",
    "const f = (wind) => ({ wind });",
    "const f = (wind) => ({ wind: Number(wind) });",
  ],
  [
    "the end of a month",
    "const f = (y, m, d) => Date.UTC(y, m, d);",
    "const f = (y, m, d) => Date.UTC(y, m, Math.min(d, new Date(Date.UTC(y, m + 1, 0)).getUTCDate()));",
  ],
  ["the zone of a date", "const f = (d: Date) => d.getHours();", "const f = (d: Date) => d.getUTCHours();"],
])("%s is among the variants", (_name, before, after) => {
  expect(variants(before, [], around("x", undefined))).toContain(after);
});

test("a field that a key in a text lacks is among the variants", () => {
  const key = (names: string[]): string => names.map((name) => `\${${name}}`).join(":");
  const before = `const key = ({ id, count }: Query) => \`${key(["id", "count"])}\`;`;
  const after = `const key = ({ id, count, currency }: Query) => \`${key(["id", "count", "currency"])}\`;`;
  expect(variants(before, [], around("x", undefined))).toContain(after);
});
