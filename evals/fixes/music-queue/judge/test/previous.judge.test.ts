import assert from "node:assert/strict";
import { test } from "node:test";
import { PlayQueue } from "../src/queue.ts";

const queueOf = (titles: string) => {
  const queue = new PlayQueue([...titles].map((title) => ({ title, artist: "X", seconds: 1 })));
  queue.repeat = "all";
  return queue;
};

test("going back runs through the whole list again and again", () => {
  const queue = queueOf("abcd");
  const heard = Array.from({ length: 9 }, () => queue.previous()?.title).join("");
  assert.equal(heard, "dcbadcbad");
});

test("back and on cancel each other at the edge", () => {
  const queue = queueOf("abc");
  queue.previous();
  assert.equal(queue.next()?.title, "a");
});

test("a list of one song stays on it", () => {
  const queue = queueOf("a");
  assert.equal(queue.previous()?.title, "a");
  assert.equal(queue.previous()?.title, "a");
});

test("songs that were appended or removed count", () => {
  const queue = queueOf("ab");
  queue.append({ title: "z", artist: "X", seconds: 1 });
  assert.equal(queue.previous()?.title, "z");
  queue.remove(2);
  assert.equal(queue.current?.title, "b");
  queue.previous();
  assert.equal(queue.previous()?.title, "b");
});

test("without repeat the first song stays", () => {
  const queue = queueOf("abc");
  queue.repeat = "off";
  assert.equal(queue.previous()?.title, "a");
  queue.repeat = "one";
  assert.equal(queue.previous()?.title, "a");
});
