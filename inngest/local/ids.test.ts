import { expect, test } from "vitest";
import { completeStepId, newUlid, seededUlid, ulidOf } from "./ids.ts";

test("a ULID carries its moment and its entropy", () => {
  expect(ulidOf(1469918176385, new Uint8Array(10))).toBe("01ARYZ6S410000000000000000");
  expect(ulidOf(0, new Uint8Array(10).fill(255))).toBe("0000000000ZZZZZZZZZZZZZZZZ");
});

test("ids of one process sort in the order they were made, also when the clock stands or goes back", () => {
  const made = [1000, 1000, 1001, 900, 900, 1002].map(newUlid);
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test("a seed gives the same ids again, one per event", () => {
  const seed = `1700000000000,${Buffer.alloc(10, 255).toString("base64")}`;
  const ids = [0, 1, 2].map((index) => seededUlid(seed, index));
  expect(ids).toEqual([0, 1, 2].map((index) => seededUlid(seed, index)));
  expect(new Set(ids).size).toBe(3);
});

test.each(["", "x,y", "1700000000000", "1700000000000,c2hvcnQ="])("%j is no seed", (seed) => {
  expect(seededUlid(seed, 0)).toBeUndefined();
});

test("the id of the end of a function is the SDK's", () => {
  expect(completeStepId).toMatch(/^0737c22d/);
});
