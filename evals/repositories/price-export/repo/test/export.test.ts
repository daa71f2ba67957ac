import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exportAs } from "../src/export.ts";
import { priceList } from "../src/price-list.ts";

const lines = priceList([
  { sku: "b2", name: 'Lamp "Moon"', cents: 1999, taxRate: 0.2 },
  { sku: "a1", name: "Chair, oak", cents: 10000, taxRate: 0.1 },
]);

describe("export", () => {
  it("sorts by article", () => assert.deepEqual(lines.map(({ sku }) => sku), ["a1", "b2"]));
  it("writes JSON", () => assert.equal(JSON.parse(exportAs("json", lines)).length, 2));
  it("refuses unknown formats", () => assert.throws(() => exportAs("xml", lines), /no export/));
  it("writes CSV", () => {
    assert.equal(exportAs("csv", lines), 'sku,name,gross\na1,"Chair, oak",110.00\nb2,"Lamp ""Moon""",23.99\n');
  });
  it("writes the header of an empty CSV", () => assert.equal(exportAs("csv", []), "sku,name,gross\n"));
});
