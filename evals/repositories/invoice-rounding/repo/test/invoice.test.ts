import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { totals } from "../src/invoice.ts";
import { print } from "../src/print.ts";

const line = { text: "Pen", cents: 7, taxRate: 0.2 };
const invoice = { number: "7", lines: [line, line, line] };

describe("rounding", () => {
  it("rounds the tax of the whole invoice once", () => assert.equal(totals(invoice).tax, 4));
  it("charges the sum of the printed line taxes", () => {
    const printed = print(invoice).slice(1, 4).map((text) => Number(text.split("+ ")[1]) * 100);
    assert.equal(totals(invoice).tax, printed.reduce((sum, tax) => sum + Math.round(tax), 0));
  });
  it("prints the tax of a line rounded", () => assert.equal(print(invoice)[1], "Pen 0.07 + 0.01"));
  it("adds net amounts", () => assert.equal(totals(invoice).net, 21));
});
