import assert from "node:assert/strict";
import { test } from "node:test";
import { Catalogue } from "../src/catalogue.ts";
import type { Currency, PriceQuery } from "../src/price.ts";

const currencies: Currency[] = ["EUR", "CHF", "USD"];

function shop() {
  const loads: string[] = [];
  const catalogue = new Catalogue(
    async ({ sku, currency, quantity }: PriceQuery) => {
      loads.push(`${sku} ${currency} ${quantity}`);
      return sku.length * 10_000 + currencies.indexOf(currency) * 1000 + quantity;
    },
    () => 0,
  );
  return { catalogue, loads };
}

test("each product, currency and quantity has its own price, whatever the order", async () => {
  const { catalogue } = shop();
  for (const round of [1, 2]) {
    for (const sku of ["a", "aa"]) {
      for (const [index, currency] of currencies.entries()) {
        for (const quantity of [1, 10, 11]) {
          const price = await catalogue.priceOf({ sku, currency, quantity });
          assert.equal(price, sku.length * 10_000 + index * 1000 + quantity, `round ${round}`);
        }
      }
    }
  }
});

test("each of them is loaded once", async () => {
  const { catalogue, loads } = shop();
  for (const currency of [...currencies, ...currencies]) await catalogue.priceOf({ sku: "a", currency, quantity: 1 });
  assert.deepEqual(loads, ["a EUR 1", "a CHF 1", "a USD 1"]);
});

test("an edit drops the prices in all currencies", async () => {
  const { catalogue, loads } = shop();
  for (const currency of currencies) await catalogue.priceOf({ sku: "a", currency, quantity: 1 });
  catalogue.changed("a");
  for (const currency of currencies) await catalogue.priceOf({ sku: "a", currency, quantity: 1 });
  assert.equal(loads.length, 6);
});
