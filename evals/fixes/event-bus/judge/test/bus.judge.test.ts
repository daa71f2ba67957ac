import assert from "node:assert/strict";
import { test } from "node:test";
import { Bus } from "../src/bus.ts";
import { once } from "../src/once.ts";

test("three that leave at once are all heard", () => {
  const bus = new Bus<{ tick: number }>();
  const heard: number[] = [];
  for (const n of [1, 2, 3]) once(bus, "tick", () => heard.push(n));
  assert.equal(bus.emit("tick", 0), 3);
  assert.deepEqual(heard, [1, 2, 3]);
  assert.equal(bus.emit("tick", 0), 0);
});

test("a listener that joins during an event hears the next one only", () => {
  const bus = new Bus<{ tick: number }>();
  const heard: number[] = [];
  once(bus, "tick", () => void bus.on("tick", (value) => heard.push(value)));
  assert.equal(bus.emit("tick", 1), 1);
  bus.emit("tick", 2);
  assert.deepEqual(heard, [2]);
});

test("without listeners nothing happens", () => {
  assert.equal(new Bus<{ tick: number }>().emit("tick", 1), 0);
});
