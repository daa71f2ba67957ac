import assert from "node:assert/strict";
import { test } from "node:test";
import { Invoice } from "../src/invoice.ts";
import { Quote } from "../src/quote.ts";
import { compare } from "../src/report.ts";

const lamp = { name: "lamp", cents: 1000, count: 2 };

test("an invoice adds the tax", () => {
  assert.equal(new Invoice().add(lamp).total(19), 2380);
});

test("a quote does not", () => {
  assert.equal(new Quote([lamp]).total(), 2000);
});

test("both are compared without tax", () => {
  const line = compare(new Invoice().add(lamp), new Quote([lamp]));
  assert.equal(line, "20.00 EUR quoted, 23.80 EUR with tax, 0.00 EUR more than quoted");
});
