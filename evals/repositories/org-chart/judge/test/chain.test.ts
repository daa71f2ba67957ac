import assert from "node:assert/strict";
import { test } from "node:test";
import { levelOf, managersOf } from "../src/chain.ts";
import { Directory } from "../src/directory.ts";

const long = Array.from({ length: 8 }, (_, index) => ({ id: String(index), name: `N${index}`, manager: index === 0 ? null : String(index - 1), salary: 1 }));
const directory = new Directory(long);

test("a long chain is listed in order", () => assert.deepEqual(managersOf(directory, directory.find("3")), ["N2", "N1", "N0"]));
test("levels count from the top", () => assert.deepEqual(long.map((person) => levelOf(directory, person)), [0, 1, 2, 3, 4, 5, 6, 7]));
test("nobody has no managers", () => assert.deepEqual(managersOf(directory, undefined), []));
test("a manager who is not in the directory ends the chain", () => {
  const lone = new Directory([{ id: "9", name: "Zoe", manager: "gone", salary: 1 }]);
  assert.deepEqual(managersOf(lone, lone.find("9")), []);
});
