export interface Ingredient {
  name: string;
  amount: number;
  /** Left out for things that are counted, such as eggs. */
  unit?: string;
}

export interface Recipe {
  title: string;
  servings: number;
  ingredients: Ingredient[];
}
