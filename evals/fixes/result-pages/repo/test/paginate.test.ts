import { expect, test } from "vitest";
import { pageLinks } from "../src/links.ts";
import { readPageRequest } from "../src/page-request.ts";
import { paginate } from "../src/paginate.ts";

const letters = [..."abcdefghij"];

test("the first page holds the first entries", () => {
  expect(paginate(letters, { page: 1, size: 5 }).items).toEqual([..."abcde"]);
});

test("the second page goes on where the first one ends", () => {
  expect(paginate(letters, { page: 2, size: 4 })).toEqual({ items: [..."efgh"], page: 2, pages: 3, total: 10 });
});

test("wrong numbers become the defaults", () => {
  expect(readPageRequest(new URLSearchParams("page=-2&size=x"))).toEqual({ page: 1, size: 10 });
});

test("links show first, last and neighbours", () => {
  expect(pageLinks({ page: 5, pages: 9 })).toEqual([1, null, 4, 5, 6, null, 9]);
});
