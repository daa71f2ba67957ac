export interface Category {
  name: string;
  children?: Category[];
}

/** How many levels a tree of categories has; a category without children has one. */
export function depth(category: Category): number {
  const children = category.children ?? [];
  return 1 + Math.max(0, ...children.map(depth));
}

/** The way from the root to a category, by name; null when there is none. */
export function pathTo(category: Category, name: string): string[] | null {
  if (category.name === name) return [category.name];
  for (const child of category.children ?? []) {
    const rest = pathTo(child, name);
    if (rest) return [category.name, ...rest];
  }
  return null;
}
