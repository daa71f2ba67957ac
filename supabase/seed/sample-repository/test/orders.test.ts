import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { addLine, type Cart, itemCount, subtotal } from "../src/cart.ts";
import { depth, pathTo } from "../src/categories.ts";
import { Inventory } from "../src/inventory.ts";
import { formatCents, roundCents } from "../src/money.ts";
import { OrderBook, priceOrder } from "../src/orders.ts";
import { containedTax } from "../src/tax.ts";

const mug = { sku: "MUG-1", name: "Mug", unitPrice: 1_200, quantity: 1, weight: 400 };

function cart(quantity: number): Cart {
  return { customerId: "c1", country: "US", lines: [{ ...mug, quantity }] };
}

function book(): OrderBook {
  const inventory = new Inventory();
  inventory.receive("MUG-1", 20);
  return new OrderBook(inventory);
}

describe("orders", () => {
  test("an order is priced from goods, discount and shipping", () => {
    const order = priceOrder({ ...cart(2), coupon: "WELCOME10" });
    assert.equal(order.goods, 2_400);
    assert.equal(order.discount, 240);
    assert.equal(order.shipping, 780);
    assert.equal(order.total, 2_940);
    assert.equal(order.tax, 0);
  });

  test("a placed order is found and listed", () => {
    const orders = book();
    const order = orders.place(cart(1));
    assert.equal(orders.find(order.id).status, "placed");
    assert.equal(orders.list(1).total, 1);
  });

  test("an order is cancelled once", () => {
    const orders = book();
    const order = orders.place(cart(3));
    assert.equal(orders.cancel(order.id).status, "cancelled");
    assert.throws(() => orders.cancel(order.id), /cancelled/);
  });

  test("an order without lines is refused", () => {
    assert.throws(() => book().place({ customerId: "c1", country: "DE", lines: [] }), /at least one line/);
  });
});

describe("cart, tax, money, categories", () => {
  test("adding the same article raises its quantity", () => {
    const twice = addLine(cart(1), { ...mug, quantity: 2 });
    assert.equal(twice.lines.length, 1);
    assert.equal(itemCount(twice), 3);
    assert.equal(subtotal(twice), 3_600);
  });

  test("the tax contained in a gross price", () => {
    assert.equal(containedTax("DE", 11_900), 1_900);
    assert.equal(containedTax("US", 11_900), 0);
  });

  test("amounts are formatted and rounded away from zero", () => {
    assert.equal(formatCents(-1_205), "-12.05 EUR");
    assert.equal(roundCents(-2.5), -3);
  });

  test("the category tree has depth and paths", () => {
    const tree = { name: "shop", children: [{ name: "home", children: [{ name: "mugs" }] }, { name: "wear" }] };
    assert.equal(depth(tree), 3);
    assert.deepEqual(pathTo(tree, "mugs"), ["shop", "home", "mugs"]);
    assert.equal(pathTo(tree, "hats"), null);
  });
});
