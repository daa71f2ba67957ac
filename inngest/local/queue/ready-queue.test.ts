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

const own = (lane: string, limit: number) => ({ key: lane, limit });
const shared = (limit: number) => ({ key: "shared", limit });

/** What two lanes may compete for, as the slots of a lane. */
const contests: [string, number, (lane: string) => ReadyItem["slots"]][] = [
  ["calls in all", 1, () => []],
  ["a shared slot", 100, () => [shared(1)]],
  ["a shared slot beside one of their own", 100, (lane) => [own(lane, 1), shared(1)]],
  ["a shared slot before one of their own", 100, (lane) => [shared(1), own(lane, 1)]],
  ["a shared slot that each may fill", 100, (lane) => [own(lane, 4), shared(4)]],
];

test.each(contests)("competing for %s, a newcomer waits for one of ten thousand calls", (_, calls, slots) => {
  const { started, push, finishFirst } = harness(calls);
  for (let i = 0; i < 10_000; i++) push("greedy", slots("greedy"));
  for (let newcomer = 0; newcomer < 5; newcomer++) {
    push("modest", slots("modest"));
    finishFirst();
    expect(started.at(-1)?.lane).toBe("modest");
    while (started.some(({ lane }) => lane === "modest")) finishFirst();
  }
});

test.each(contests)(
  "competing for %s, ever new lanes leave an old one every second turn",
  (_, calls, slots) => {
    const { started, push, finishFirst } = harness(calls);
    for (let i = 0; i < 100; i++) push("steady", slots("steady"));
    const turns = { steady: 0, other: 0 };
    for (let turn = 0; turn < 60; turn++) {
      if (turn % 2 === 0) push(`newcomer ${turn}`, slots(`newcomer ${turn}`));
      finishFirst();
      turns[started.at(-1)?.lane === "steady" ? "steady" : "other"]++;
    }
    expect(turns.steady).toBeGreaterThanOrEqual(25);
  },
);

test.each(contests)("competing for %s, three lanes have their turns in turn", (_, calls, slots) => {
  const { started, push, finishFirst } = harness(calls);
  for (let i = 0; i < 100; i++) for (const lane of ["a", "b", "c"]) push(lane, slots(lane));
  const turns: Record<string, number> = { a: 0, b: 0, c: 0 };
  for (let turn = 0; turn < 60; turn++) {
    finishFirst();
    const lane = started.at(-1)?.lane ?? "";
    turns[lane] = (turns[lane] ?? 0) + 1;
  }
  expect(Object.values(turns).every((count) => count >= 18 && count <= 22)).toBe(true);
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

test("a call learns whether others wait for what it holds", () => {
  const queue = new ReadyQueue(3);
  const contended: boolean[] = [];
  const items: ReadyItem[] = [];
  const push = (id: string, slots: ReadyItem["slots"]) => {
    const item: ReadyItem = {
      id,
      order: items.length,
      lane: id,
      slots,
      start: (is) => contended.push(is) > 0,
    };
    items.push(item);
    queue.push(item);
  };
  const finish = (at: number) => queue.release(items[at] as ReadyItem);
  for (const id of ["a", "b", "c", "d"]) push(id, [shared(1)]);
  finish(0);
  finish(1);
  finish(2);
  expect(contended).toEqual([false, true, true, false]);
  for (const id of ["e", "f", "g", "h"]) push(id, []);
  finish(3);
  finish(4);
  expect(contended.slice(4)).toEqual([false, false, true, false]);
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
