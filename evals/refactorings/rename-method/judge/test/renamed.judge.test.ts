import assert from "node:assert/strict";
import { test } from "node:test";
import { Invoice } from "../src/invoice.ts";
import { Quote } from "../src/quote.ts";
import { compare } from "../src/report.ts";

const lamp = { name: "lamp", cents: 500, count: 1 };

test("the method has the new name and not the old one", () => {
  const invoice = new Invoice().add(lamp);
  assert.equal(invoice.grandTotal(20), 600);
  assert.equal("total" in invoice, false);
});

test("the method of the same name of another class keeps it, and the report works", () => {
  assert.equal(new Quote([lamp]).total(), 500);
  assert.match(compare(new Invoice().add(lamp), new Quote([lamp])), /^5\.00 EUR quoted/);
});
