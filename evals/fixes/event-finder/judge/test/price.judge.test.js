import { expect, test } from "vitest";
import { matches } from "../src/filter.js";
import { findEvents } from "../src/find.js";
import { filterFromQuery } from "../src/query.js";

const event = (price) => ({ title: `e${price}`, city: "Ulm", date: "2025-01-01", price, tags: [] });

test("every limit holds, 0 as well", () => {
  const found = (maxPrice) => [0, 0.5, 1, 10, 20].filter((price) => matches(event(price), { maxPrice }));
  expect(found(0)).toEqual([0]);
  expect(found(0.5)).toEqual([0, 0.5]);
  expect(found(10)).toEqual([0, 0.5, 1, 10]);
});

test("without a limit everything is found", () => {
  for (const filter of [{}, { maxPrice: null }, { maxPrice: undefined }]) expect(matches(event(500), filter)).toBe(true);
});

test("free events are found through the address", () => {
  const events = [event(5), event(0)];
  expect(findEvents(events, filterFromQuery("max=0"))).toMatchObject({ total: 1, events: [{ title: "e0" }] });
  expect(findEvents(events, filterFromQuery("max=")).total).toBe(2);
});

test("a free event still has to be in the right city", () => {
  expect(matches(event(0), { maxPrice: 0, city: "Bonn" })).toBe(false);
});
