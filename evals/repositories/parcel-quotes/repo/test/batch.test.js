import assert from "node:assert/strict";
import { test } from "node:test";
import { quoteAll } from "../src/batch.js";

test("a batch adds up and lists what was refused", () => {
  const parcels = [
    { id: "a", weight: 0.5, length: 10, width: 10, height: 10 },
    { id: "b", weight: 99, length: 10, width: 10, height: 10 },
    { id: "c", weight: 1.5, length: 10, width: 10, height: 10, value: 20_000 },
  ];
  const { quotes, refused, total } = quoteAll(parcels, "home");
  assert.deepEqual(quotes.map(({ id }) => id), ["a", "c"]);
  assert.deepEqual(refused, [{ id: "b", reason: "99 kg is too heavy" }]);
  assert.equal(total, 390 + 490 + 150);
});
