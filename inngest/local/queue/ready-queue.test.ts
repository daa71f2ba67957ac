import { expect, test } from "vitest";
import { type ReadyItem, ReadyQueue } from "./ready-queue.ts";

/** Pushes items and records in which order they start. */
function harness(maxCalls = 100) {
  const queue = new ReadyQueue(maxCalls);
  const started: ReadyItem[] = [];
  let pushed = 0;
  const push = (lane: string, slots: ReadyItem["slots"] = [], order = pushed, wanted = true) => {
    const item: ReadyItem = {
      id: `${lane}-${pushed++}`,
      order,
      lane,
      slots,
      start: () => wanted && started.push(item) > 0,
    };
    queue.push(item);
  };
  const finishFirst = () => queue.release(started.splice(0, 1)[0] as ReadyItem);
  return { queue, started, push, finishFirst };
}

test("a slot admits as many as its limit and the next when one is released", () => {
  const { queue, started, push, finishFirst } = harness();
  for (let i = 0; i < 5; i++) push("a", [{ key: "a", limit: 2 }]);
  expect([started.length, queue.waiting, queue.running]).toEqual([2, 3, 2]);
  finishFirst();
  expect([started.length, queue.waiting, queue.running]).toEqual([2, 2, 2]);
});

test("within a lane the smaller order goes first", () => {
  const { started, push, finishFirst } = harness(1);
  push("a", [], 0);
  push("a", [], 9);
  push("a", [], 5);
  finishFirst();
  expect(started[0]?.order).toBe(5);
});

test("ten thousand calls of one lane hold another lane up for no more than two turns", () => {
  const { started, push, finishFirst } = harness(1);
  for (let i = 0; i < 10_000; i++) push("greedy");
  push("modest");
  const turns: (string | undefined)[] = [];
  for (let turn = 0; turn < 3; turn++) {
    turns.push(started[0]?.lane);
    finishFirst();
  }
  expect(turns).toContain("modest");
});

test("a lane that is blocked by one slot leaves the other slots it needs to others", () => {
  const { started, push, finishFirst } = harness();
  const shared = { key: "shared", limit: 2 };
  push("a", [shared, { key: "a", limit: 1 }]);
  push("a", [shared, { key: "a", limit: 1 }]);
  push("b", [shared, { key: "b", limit: 1 }]);
  push("c", [shared, { key: "c", limit: 1 }]);
  expect(started.map(({ lane }) => lane)).toEqual(["a", "b"]);
  finishFirst();
  expect(started.map(({ lane }) => lane)).toContain("b");
  finishFirst();
  finishFirst();
  expect(started).toHaveLength(1);
});

test("a call that is no longer wanted costs no slot", () => {
  const { queue, started, push } = harness(1);
  push("a", [{ key: "a", limit: 1 }], 0, false);
  push("a", [{ key: "a", limit: 1 }]);
  expect([started.length, queue.running, queue.waiting]).toEqual([1, 1, 0]);
});

test("many lanes that share a full slot are all served in the end", () => {
  const { queue, started, push, finishFirst } = harness();
  for (let lane = 0; lane < 500; lane++) push(`lane ${lane}`, [{ key: "shared", limit: 3 }]);
  let served = 0;
  while (started.length > 0) {
    expect(queue.running).toBeLessThanOrEqual(3);
    finishFirst();
    served++;
  }
  expect([served, queue.running, queue.waiting]).toEqual([500, 0, 0]);
});

test("items that are withdrawn and pushed again go by their new limit at once", () => {
  const { queue, started, push } = harness();
  for (let i = 0; i < 5; i++) push("a", [{ key: "a", limit: 1 }]);
  expect([started.length, queue.waiting]).toEqual([1, 4]);
  queue.withdraw(new Set(["a-1", "a-2", "a-3", "a-4"]));
  expect(queue.waiting).toBe(0);
  for (let i = 0; i < 4; i++) push("a", [{ key: "a", limit: 3 }]);
  expect([started.length, queue.waiting, queue.running]).toEqual([3, 2, 3]);
});
