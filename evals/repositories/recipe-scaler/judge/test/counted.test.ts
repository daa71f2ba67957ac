import { expect, test } from "vitest";
import { scale } from "../src/scale";
import { shoppingList } from "../src/shopping-list";

const omelette = { title: "Omelette", servings: 1, ingredients: [{ name: "Eggs", amount: 2 }, { name: "Milk", amount: 2, unit: "tbsp" }] };

test("counted ingredients are added up", () => {
  expect(shoppingList([omelette, scale(omelette, 3)])).toEqual(["Eggs: 8", "Milk: 120 ml"]);
});
test("counted and weighed are kept apart", () => {
  const other = { title: "x", servings: 1, ingredients: [{ name: "Eggs", amount: 100, unit: "g" }] };
  expect(shoppingList([omelette, other])).toHaveLength(3);
});
