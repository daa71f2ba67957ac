import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Inventory, OutOfStockError } from "../src/inventory.ts";

function stocked(): Inventory {
  const inventory = new Inventory();
  inventory.receive("MUG-1", 5);
  return inventory;
}

describe("inventory", () => {
  test("a reservation lowers what is available", () => {
    const inventory = stocked();
    inventory.reserve("MUG-1", 2);
    assert.equal(inventory.available("MUG-1"), 3);
  });

  test("more than is available can't be reserved", () => {
    assert.throws(() => stocked().reserve("MUG-1", 6), OutOfStockError);
    assert.throws(() => stocked().reserve("TEE-1", 1), OutOfStockError);
  });

  test("a released reservation is available again", { todo: "cancelled orders still block stock" }, () => {
    const inventory = stocked();
    inventory.reserve("MUG-1", 3);
    inventory.release("MUG-1", 2);
    assert.equal(inventory.available("MUG-1"), 4);
  });
});
