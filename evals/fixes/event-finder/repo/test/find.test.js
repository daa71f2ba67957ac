import { describe, expect, it } from "vitest";
import { priceLabel } from "../src/event.js";
import { findEvents } from "../src/find.js";
import { filterFromQuery } from "../src/query.js";

const events = [
  { title: "Opera", city: "Bonn", date: "2025-05-03", price: 60, tags: ["music"] },
  { title: "Park concert", city: "Bonn", date: "2025-05-01", price: 0, tags: ["music", "outdoor"] },
  { title: "Flea market", city: "Mainz", date: "2025-05-02", price: 0, tags: ["outdoor"] },
  { title: "Jazz night", city: "Mainz", date: "2025-05-04", price: 18.5, tags: ["music"] },
];

const titles = (...args) => findEvents(events, ...args).events.map(({ title }) => title);

describe("finding events", () => {
  it("gives all of them by date", () => {
    expect(titles()).toEqual(["Park concert", "Flea market", "Opera", "Jazz night"]);
  });

  it("goes by city, however it is written", () => {
    expect(titles({ city: " bonn" })).toEqual(["Park concert", "Opera"]);
  });

  it("goes by price", () => {
    expect(titles({ maxPrice: 20 })).toEqual(["Park concert", "Flea market", "Jazz night"]);
  });

  it("has no limit of the price when none is set", () => {
    expect(titles({ maxPrice: null })).toHaveLength(4);
    expect(titles({ maxPrice: undefined })).toHaveLength(4);
  });

  it("can look for free events only", () => {
    expect(titles({ maxPrice: 0 })).toEqual(["Park concert", "Flea market"]);
  });

  it("goes by days, the last one included", () => {
    expect(titles({ from: "2025-05-02", to: "2025-05-03" })).toEqual(["Flea market", "Opera"]);
  });

  it("wants all tags", () => {
    expect(titles({ tags: ["music", "outdoor"] })).toEqual(["Park concert"]);
  });

  it("sorts by price and then by date", () => {
    expect(titles({}, { order: "price" })).toEqual(["Park concert", "Flea market", "Jazz night", "Opera"]);
  });

  it("gives pages", () => {
    expect(findEvents(events, {}, { page: 2, size: 3 })).toMatchObject({ total: 4, events: [{ title: "Jazz night" }] });
  });
});

describe("the address", () => {
  it("is read as a filter", () => {
    expect(filterFromQuery("city=Bonn&max=20&tags=jazz,outdoor")).toEqual({ city: "Bonn", maxPrice: 20, from: "", to: "", tags: ["jazz", "outdoor"] });
  });

  it("can be empty", () => {
    expect(filterFromQuery("")).toEqual({ city: "", maxPrice: null, from: "", to: "", tags: [] });
  });
});

it("says that an event is free", () => {
  expect(events.slice(0, 2).map(priceLabel)).toEqual(["60.00 €", "free"]);
});
