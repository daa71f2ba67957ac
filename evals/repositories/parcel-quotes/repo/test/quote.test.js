import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { quote } from "../src/quote.js";

const box = (weight) => ({ weight, length: 20, width: 10, height: 5 });

describe("quote", () => {
  it("prices a light parcel at home", () => {
    assert.deepEqual(quote(box(0.4), "home"), { band: "letter", weight: 0.4, cents: 390 });
  });
  it("keeps a parcel of exactly 5 kg in the medium band", () => {
    assert.equal(quote(box(5), "home").band, "medium");
  });
  it("multiplies by the zone", () => {
    assert.equal(quote(box(3), "union").cents, 1242);
  });
  it("adds insurance above 100.00", () => {
    assert.equal(quote(box(3), "home", { value: 50_000 }).cents, 940);
  });
  it("charges for volume when that is more", () => {
    assert.equal(quote({ weight: 1, length: 50, width: 40, height: 20 }, "home").band, "large");
  });
  it("refuses an unknown zone", () => {
    assert.throws(() => quote(box(1.5), "moon"), /No delivery/);
  });
  it("refuses what nobody can carry", () => {
    assert.throws(() => quote(box(40), "home"), /too heavy/);
  });
});
