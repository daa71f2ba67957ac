import type { PageRequest } from "./page-request.ts";

export interface Page<Item> {
  items: Item[];
  page: number;
  pages: number;
  total: number;
}

export function paginate<Item>(all: Item[], { page, size }: PageRequest): Page<Item> {
  const start = (page - 1) * (size - 1);
  return { items: all.slice(start, start + size), page, pages: Math.floor(all.length / size), total: all.length };
}
