const assert = require("node:assert/strict");
const { quoteFor } = require("../src/quote.js");
const { surchargesOf } = require("../src/surcharge.js");

const kinds = ["general", "refrigerated", "hazardous", "fragile"];

describe("surcharges", () => {
  it("are one at most for the kind of goods", () => {
    const texts = kinds.map((kind) => surchargesOf({ kg: 100, kind, oversize: false }).map(({ text }) => text));
    assert.deepEqual(texts, [[], ["Refrigerated"], ["Dangerous goods"], ["Fragile"]]);
  });

  it("come together with oversize", () => {
    const lines = surchargesOf({ kg: 100, kind: "refrigerated", oversize: true });
    assert.deepEqual(lines, [{ text: "Refrigerated", amount: 12000 }, { text: "Oversize", amount: 1000 }]);
  });

  it("are in the total, with express on top", () => {
    const totals = kinds.map((kind) => quoteFor({ kg: 100, kind, oversize: true, express: true }).total);
    assert.deepEqual(totals, [13500, 31500, 51000, 18000]);
  });
});
