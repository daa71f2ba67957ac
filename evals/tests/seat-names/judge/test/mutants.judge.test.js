import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";

const file = "src/seats.js";
const mutants = [
  [
    "65 + row",
    "66 + row"
  ],
  [
    "seat + 1",
    "seat - 1"
  ],
  [
    "!seat.taken",
    "seat.taken"
  ],
  [
    "row < 0",
    "row < 1"
  ]
];
// A test runner that finds itself inside of another one runs nothing.
const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...env } = process.env;
const right = readFileSync(file, "utf8");
// This file is one of those that the command runs: it must not start itself.
const run = () =>
  spawnSync("sh", ["-c", "node --test"], { env: { ...env, JUDGED: "1" }, encoding: "utf8" }).status;

if (!process.env.JUDGED) {
  test("the new tests notice each mutant", () => {
    assert.equal(run(), 0, "the tests pass on the right code");
    try {
      for (const [from, to] of mutants) {
        assert.ok(right.includes(from), from);
        writeFileSync(file, right.replace(from, () => to));
        assert.notEqual(run(), 0, `no test notices that ${from} becomes ${to}`);
      }
    } finally {
      writeFileSync(file, right);
    }
  });
}
