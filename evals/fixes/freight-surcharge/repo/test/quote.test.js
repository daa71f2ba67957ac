const assert = require("node:assert/strict");
const { printQuote } = require("../src/print.js");
const { quoteFor } = require("../src/quote.js");
const { shipment } = require("../src/shipment.js");

const quote = (fields) => quoteFor(shipment(fields));

describe("quote", () => {
  it("is by weight for general goods", () => {
    assert.deepEqual(quote({ kg: 500 }), { lines: [{ text: "Freight", amount: 40000 }], total: 40000 });
  });

  it("has a minimum", () => {
    assert.equal(quote({ kg: 3 }).total, 4500);
  });

  it("has a surcharge for refrigerated goods", () => {
    const { lines, total } = quote({ kg: 500, kind: "refrigerated" });
    assert.deepEqual(lines.map(({ text }) => text), ["Freight", "Refrigerated"]);
    assert.equal(total, 52000);
  });

  it("has a surcharge for dangerous goods", () => {
    assert.equal(quote({ kg: 500, kind: "hazardous" }).total, 65000);
  });

  it("has a surcharge for fragile goods", () => {
    assert.equal(quote({ kg: 500, kind: "fragile" }).total, 43000);
  });

  it("has a surcharge for what is too large", () => {
    assert.deepEqual(quote({ kg: 500, oversize: true }).lines.at(-1), { text: "Oversize", amount: 5000 });
  });

  it("costs half as much again for express", () => {
    assert.equal(quote({ kg: 500, kind: "fragile", express: true }).total, 64500);
  });

  it("can be printed", () => {
    assert.equal(printQuote(quote({ kg: 500 })), "Freight.............400.00\nTotal...............400.00");
  });
});

describe("shipment", () => {
  it("weighs something", () => {
    assert.throws(() => shipment({ kg: 0 }), RangeError);
  });

  it("is of a known kind", () => {
    assert.throws(() => shipment({ kg: 1, kind: "secret" }), /Unknown kind of goods: secret/);
  });
});
