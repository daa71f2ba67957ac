export interface PageRequest {
  /** Starts at 1. */
  page: number;
  size: number;
}

/** Reads `page` and `size` of a query string; wrong values become the defaults. */
export function readPageRequest(query: URLSearchParams): PageRequest {
  const number = (name: string, fallback: number, most: number) => {
    const value = Number(query.get(name));
    return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : fallback;
  };
  return { page: number("page", 1, 10_000), size: number("size", 10, 100) };
}
