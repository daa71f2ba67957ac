import assert from "node:assert/strict";
import { test } from "node:test";
import { Course } from "../src/course.js";

function course(places, members) {
  const one = new Course("Spin", places);
  for (const member of members) one.book(member);
  return one;
}

test("the list is worked off from its start", () => {
  const one = course(1, "abcd");
  const seen = [];
  while (one.booked.length > 0) {
    seen.push(one.booked[0]);
    one.cancel(one.booked[0]);
  }
  assert.equal(seen.join(""), "abcd");
});

test("a larger room lets those in who have waited longest, in their order", () => {
  const one = course(1, "abcde");
  one.resize(3);
  assert.deepEqual([one.booked, one.waiting], [["a", "b", "c"], ["d", "e"]]);
  assert.deepEqual(one.notices.slice(-2).map(({ to }) => to), ["b", "c"]);
});

test("who books again goes to the end", () => {
  const one = course(1, "abc");
  one.cancel("b");
  one.book("b");
  one.cancel("a");
  assert.deepEqual([one.booked, one.waiting], [["c"], ["b"]]);
});

test("nobody moves up while the class is too full", () => {
  const one = course(3, "abcd");
  one.resize(1);
  one.cancel("a");
  assert.deepEqual([one.booked, one.waiting], [["b", "c"], ["d"]]);
  one.cancel("b");
  one.cancel("c");
  assert.deepEqual([one.booked, one.waiting], [["d"], []]);
});
