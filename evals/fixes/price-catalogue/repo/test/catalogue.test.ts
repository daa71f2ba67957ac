import assert from "node:assert/strict";
import { test } from "node:test";
import { Catalogue } from "../src/catalogue.ts";
import type { PriceQuery } from "../src/price.ts";
import { priceTable } from "../src/product-page.ts";

const factors = { EUR: 1, CHF: 0.95, USD: 1.1 };

function shop() {
  let time = 0;
  const loads: PriceQuery[] = [];
  const catalogue = new Catalogue(
    async (query) => {
      loads.push(query);
      const discount = query.quantity >= 100 ? 0.8 : query.quantity >= 10 ? 0.9 : 1;
      return Math.round(2000 * factors[query.currency] * discount);
    },
    () => time,
  );
  return { catalogue, loads, pass: (ms: number) => (time += ms) };
}

test("a price is loaded once", async () => {
  const { catalogue, loads } = shop();
  const query = { sku: "mug", currency: "EUR", quantity: 1 } as const;
  assert.equal(await catalogue.priceOf(query), 2000);
  assert.equal(await catalogue.priceOf(query), 2000);
  assert.equal(loads.length, 1);
});

test("a price is loaded again after five minutes", async () => {
  const { catalogue, loads, pass } = shop();
  await catalogue.priceOf({ sku: "mug", currency: "EUR", quantity: 1 });
  pass(299_999);
  await catalogue.priceOf({ sku: "mug", currency: "EUR", quantity: 1 });
  assert.equal(loads.length, 1);
  pass(1);
  await catalogue.priceOf({ sku: "mug", currency: "EUR", quantity: 1 });
  assert.equal(loads.length, 2);
});

test("quantities have prices of their own", async () => {
  const { catalogue } = shop();
  assert.deepEqual(await priceTable(catalogue, "mug", "EUR"), ["from 1: 20.00 EUR", "from 10: 18.00 EUR", "from 100: 16.00 EUR"]);
});

test("currencies have prices of their own", async () => {
  const { catalogue } = shop();
  await priceTable(catalogue, "mug", "EUR");
  assert.deepEqual(await priceTable(catalogue, "mug", "CHF"), ["from 1: 19.00 CHF", "from 10: 17.10 CHF", "from 100: 15.20 CHF"]);
});

test("a product that was edited is loaded anew", async () => {
  const { catalogue, loads } = shop();
  await catalogue.priceOf({ sku: "mug", currency: "EUR", quantity: 1 });
  catalogue.changed("mug");
  await catalogue.priceOf({ sku: "mug", currency: "EUR", quantity: 1 });
  assert.equal(loads.length, 2);
});

test("editing a product leaves the others in the cache", async () => {
  const { catalogue, loads } = shop();
  await catalogue.priceOf({ sku: "mugs", currency: "EUR", quantity: 1 });
  catalogue.changed("mug");
  await catalogue.priceOf({ sku: "mugs", currency: "EUR", quantity: 1 });
  assert.equal(loads.length, 1);
});

test("a failed load is not remembered", async () => {
  let calls = 0;
  const catalogue = new Catalogue(async () => {
    calls += 1;
    if (calls === 1) throw new Error("down");
    return 5;
  });
  await assert.rejects(catalogue.priceOf({ sku: "mug", currency: "EUR", quantity: 1 }), /down/);
  assert.equal(await catalogue.priceOf({ sku: "mug", currency: "EUR", quantity: 1 }), 5);
});
