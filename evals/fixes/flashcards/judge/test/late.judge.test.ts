import assert from "node:assert/strict";
import { test } from "node:test";
import { newCard } from "../src/card.ts";
import { review } from "../src/review.ts";

const card = (interval: number, ease: number, due: string) => ({ ...newCard("a", "b", due), interval, ease });

test("the later a known card, the longer its next interval", () => {
  const intervals = ["2025-05-01", "2025-05-03", "2025-05-11", "2025-06-01"].map(
    (today) => review(card(10, 2, "2025-05-01"), "good", today).interval,
  );
  assert.deepEqual(intervals, [20, 22, 30, 51]);
});

test("an easy card that is late grows even more", () => {
  assert.equal(review(card(10, 2, "2025-05-01"), "easy", "2025-05-11").interval, 39);
});

test("learning ahead of time counts for less", () => {
  assert.equal(review(card(10, 2, "2025-05-11"), "good", "2025-05-07").interval, 16);
});

test("a delay is of no use to a hard or forgotten card", () => {
  assert.equal(review(card(10, 2, "2025-05-01"), "hard", "2025-05-21").interval, 12);
  assert.equal(review(card(10, 2, "2025-05-01"), "again", "2025-05-21").interval, 1);
});

test("the due day counts from the day of the answer", () => {
  assert.equal(review(card(2, 2, "2024-12-30"), "good", "2025-01-01").due, "2025-01-07");
});
