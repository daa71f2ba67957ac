import assert from "node:assert/strict";
import { test } from "node:test";
import { Limiter } from "../src/limiter.ts";

test("requests pass up to the limit", () => {
  const limiter = new Limiter();
  assert.deepEqual([0, 1, 2].map((now) => limiter.hit("a", "anonymous", now).remaining), [2, 1, 0]);
});

test("the fourth request of a minute is refused", () => {
  const limiter = new Limiter();
  for (const now of [0, 1000, 2000]) limiter.hit("a", "anonymous", now);
  assert.deepEqual(limiter.hit("a", "anonymous", 3000), { allowed: false, remaining: 0, retryAfter: 57 });
});

test("clients do not share a limit", () => {
  const limiter = new Limiter();
  for (const now of [0, 1, 2]) limiter.hit("a", "anonymous", now);
  assert.equal(limiter.hit("b", "anonymous", 3).allowed, true);
});
