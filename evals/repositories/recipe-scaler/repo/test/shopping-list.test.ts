import { describe, expect, it } from "vitest";
import { scale } from "../src/scale";
import { shoppingList } from "../src/shopping-list";

const bread = { title: "Bread", servings: 4, ingredients: [{ name: "Flour", amount: 0.5, unit: "kg" }, { name: "Water", amount: 300, unit: "ml" }] };
const pancakes = { title: "Pancakes", servings: 2, ingredients: [{ name: "Flour", amount: 250, unit: "g" }, { name: "Eggs", amount: 3 }] };

describe("shopping list", () => {
  it("lists one recipe", () => {
    expect(shoppingList([bread])).toEqual(["Flour: 500 g", "Water: 300 ml"]);
  });
  it("adds up scaled recipes", () => {
    expect(shoppingList([bread, scale(bread, 8)])).toEqual(["Flour: 1500 g", "Water: 900 ml"]);
  });
  it("counts ingredients without a unit", () => {
    expect(shoppingList([pancakes])).toEqual(["Eggs: 3", "Flour: 250 g"]);
  });
  it("is empty without recipes", () => {
    expect(shoppingList([])).toEqual([]);
  });
});
