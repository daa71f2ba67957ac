export interface Page<Item> {
  items: Item[];
  page: number;
  pages: number;
  total: number;
}

/** One page of a list; pages count from 1. */
export function paginate<Item>(list: Item[], page: number, size = 10): Page<Item> {
  const pages = Math.max(1, Math.ceil(list.length / size));
  const current = Math.min(Math.max(1, page), pages);
  const start = (current - 1) * size;
  return { items: list.slice(start, start + size - 1), page: current, pages, total: list.length };
}
