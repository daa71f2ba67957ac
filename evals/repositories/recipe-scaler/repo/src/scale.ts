import type { Recipe } from "./recipe";

/** The recipe for another number of servings. */
export function scale(recipe: Recipe, servings: number): Recipe {
  if (servings <= 0) throw new RangeError("A recipe serves somebody");
  const factor = servings / recipe.servings;
  return {
    ...recipe,
    servings,
    ingredients: recipe.ingredients.map((ingredient) => ({ ...ingredient, amount: ingredient.amount * factor })),
  };
}
