import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newCard } from "../src/card.ts";
import { addDays } from "../src/day.ts";
import { dueCards } from "../src/deck.ts";
import { review } from "../src/review.ts";

const TODAY = "2025-03-07";
const card = (changes = {}) => ({ ...newCard("der Hund", "the dog", TODAY), ...changes });

describe("review", () => {
  it("shows a new card again tomorrow", () => {
    assert.equal(review(card(), "good", TODAY).due, "2025-03-08");
  });

  it("gives an easy new card four days", () => {
    assert.equal(review(card(), "easy", TODAY).due, "2025-03-11");
  });

  it("grows the interval of a card that is known in time", () => {
    const next = review(card({ interval: 4, ease: 2.5 }), "good", TODAY);
    assert.deepEqual([next.interval, next.due], [10, "2025-03-17"]);
  });

  it("begins anew with a card that was forgotten", () => {
    const next = review(card({ interval: 30, ease: 2 }), "again", TODAY);
    assert.deepEqual([next.interval, next.ease], [1, 1.8]);
  });

  it("counts half of the delay of a card that is known late", () => {
    const next = review(card({ interval: 10, ease: 2, due: "2025-02-21" }), "good", TODAY);
    assert.deepEqual([next.interval, next.due], [34, "2025-04-10"]);
  });

  it("never lets the ease fall below 1.3", () => {
    assert.equal(review(card({ interval: 3, ease: 1.35 }), "hard", TODAY).ease, 1.3);
  });

  it("leaves the card as it is", () => {
    const before = card({ interval: 4 });
    review(before, "good", TODAY);
    assert.equal(before.interval, 4);
  });
});

describe("deck", () => {
  it("has the cards that are due, the oldest first", () => {
    const cards = [-1, 1, -9, 0].map((days) => card({ front: String(days), due: addDays(TODAY, days) }));
    assert.deepEqual(dueCards(cards, TODAY).map(({ front }) => front), ["-9", "-1", "0"]);
  });

  it("counts days over the end of February", () => {
    assert.equal(addDays("2024-02-28", 2), "2024-03-01");
  });
});
