import type { Recipe } from "./recipe";
import { show, toBase } from "./units";

/** What to buy for several recipes: equal ingredients are added up, sorted by name. */
export function shoppingList(recipes: readonly Recipe[]): string[] {
  const sums = new Map<string, { name: string; amount: number; unit: string }>();
  for (const recipe of recipes) {
    for (const ingredient of recipe.ingredients) {
      const { amount, unit } = toBase(ingredient.amount, ingredient.unit);
      const key = `${ingredient.name.toLowerCase()}|${unit}`;
      const sum = sums.get(key);
      if (sum) sum.amount += amount;
      else sums.set(key, { name: ingredient.name, amount, unit });
    }
  }
  return [...sums.values()].sort((a, b) => a.name.localeCompare(b.name)).map((sum) => `${sum.name}: ${show(sum)}`);
}
