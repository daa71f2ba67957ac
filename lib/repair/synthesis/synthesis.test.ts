import { expect, test } from "vitest";
import { differences, distance, editDistance } from "./distance.ts";
import { solveValue, UNKNOWN } from "./expressions.ts";
import { inputsLike } from "./inputs.ts";
import { conditionsOver, solveCondition } from "./predicates.ts";
import { keyOf, snapshot } from "./snapshot.ts";
import { enumerateTerms } from "./terms.ts";

const constants = { numbers: ["10"], strings: ["gold"] };

test("terms with the same values everywhere are kept once, the cheapest", () => {
  const pool = enumerateTerms(
    [
      { a: 1, b: 1 },
      { a: 2, b: 2 },
    ],
    constants,
  );
  expect(pool.all.map(({ code }) => code)).toContain("a");
  expect(pool.all.map(({ code }) => code)).not.toContain("b");
});

test("a condition that separates the rows is found, joined ones too", () => {
  const rows = [
    { level: "gold", n: 12 },
    { level: "gold", n: 3 },
    { level: "iron", n: 12 },
  ];
  const atoms = conditionsOver(enumerateTerms(rows, constants));
  const codes = solveCondition(atoms, [true, false, false]).map(({ code }) => code);
  expect(codes.length).toBeGreaterThan(0);
  for (const code of codes)
    expect(
      rows.map(({ level, n }) => Boolean(new Function("level", "n", `return ${code}`)(level, n))),
    ).toEqual([true, false, false]);
});

test("values are computed from what is in sight; unknown rows don't count", () => {
  const rows = [
    { price: 10, count: 3, fee: 2 },
    { price: 5, count: 4, fee: 1 },
    { price: 1, count: 1, fee: 9 },
  ];
  const codes = solveValue(enumerateTerms(rows, constants), [32, 21, UNKNOWN]).map(({ code }) => code);
  expect(codes).toContain("price * count + fee");
});

test("snapshots don't follow later changes and equal structures have equal keys", () => {
  const live = { list: [1], at: new Map([["a", 1]]) };
  const copy = snapshot(live);
  live.list.push(2);
  expect(keyOf(copy)).toBe(keyOf({ at: new Map([["a", 1]]), list: [1] }));
});

test("the distance falls as a result gets nearer", () => {
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(distance([1, 2, 9], [1, 2, 3])).toBeLessThan(distance([1, 9, 9], [1, 2, 3]));
  expect(distance({ a: "x" }, { a: "x" })).toBe(0);
  expect(differences({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }).at(-1)).toEqual({ actual: 2, expected: 3 });
});

test("inputs are like the recorded ones, which come first", () => {
  const inputs = inputsLike([{ values: [3, "ab"], trusted: true }]);
  expect(inputs[0]).toEqual({ values: [3, "ab"], trusted: true });
  expect(inputs.map(({ values }) => keyOf(values))).toContain(keyOf([0, "ab"]));
  expect(new Set(inputs.map(({ values }) => keyOf(values))).size).toBe(inputs.length);
});
