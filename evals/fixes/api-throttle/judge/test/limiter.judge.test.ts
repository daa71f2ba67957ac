import assert from "node:assert/strict";
import { test } from "node:test";
import { Limiter } from "../src/limiter.ts";

test("a request passes again when the first one is a whole window old", () => {
  const limiter = new Limiter();
  for (const now of [0, 10_000, 20_000]) limiter.hit("a", "anonymous", now);
  assert.equal(limiter.hit("a", "anonymous", 59_999).allowed, false);
  assert.equal(limiter.hit("a", "anonymous", 60_000).allowed, true);
  assert.deepEqual(limiter.hit("a", "anonymous", 60_001), { allowed: false, remaining: 0, retryAfter: 10 });
});

test("each kind has its own window", () => {
  const limiter = new Limiter();
  for (const now of [0, 1, 2, 3, 4]) limiter.hit("a", "login", now);
  assert.deepEqual(limiter.hit("a", "login", 600_000), { allowed: false, remaining: 0, retryAfter: 300 });
  assert.equal(limiter.hit("a", "anonymous", 600_000).allowed, true);
});

test("refused requests do not count", () => {
  const limiter = new Limiter();
  for (const now of [0, 1, 2, 30_000, 40_000, 50_000]) limiter.hit("a", "anonymous", now);
  assert.equal(limiter.hit("a", "anonymous", 60_003).remaining, 2);
});
