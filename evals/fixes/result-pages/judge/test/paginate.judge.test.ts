import { expect, test } from "vitest";
import { paginate } from "../src/paginate.ts";

test("all pages together are the whole, in order", () => {
  for (const [count, size] of [[10, 3], [9, 3], [1, 5], [25, 10], [7, 1]] as const) {
    const all = Array.from({ length: count }, (_, index) => index);
    const { pages } = paginate(all, { page: 1, size });
    const joined = Array.from({ length: pages }, (_, index) => paginate(all, { page: index + 1, size }).items).flat();
    expect(joined).toEqual(all);
  }
});

test("nothing found has no pages", () => {
  expect(paginate([], { page: 1, size: 10 })).toEqual({ items: [], page: 1, pages: 0, total: 0 });
});

test("a page behind the last one is empty", () => {
  expect(paginate([1, 2], { page: 3, size: 2 }).items).toEqual([]);
});
