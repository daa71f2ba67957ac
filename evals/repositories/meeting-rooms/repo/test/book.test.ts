import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { book } from "../src/book.ts";
import { Calendar } from "../src/calendar.ts";

const rooms = [
  { name: "Aula", seats: 40, screen: true },
  { name: "Nook", seats: 4, screen: false },
  { name: "Lab", seats: 8, screen: true },
];

describe("book", () => {
  it("takes the smallest room that fits", () => {
    assert.equal(book(new Calendar(), rooms, "chat", { people: 3 }, "09:00", "10:00"), "Nook");
    assert.equal(book(new Calendar(), rooms, "demo", { people: 3, screen: true }, "09:00", "10:00"), "Lab");
  });
  it("moves on when a room is taken", () => {
    const calendar = new Calendar();
    book(calendar, rooms, "one", { people: 6 }, "09:00", "10:30");
    assert.equal(book(calendar, rooms, "two", { people: 6 }, "10:00", "11:00"), "Aula");
  });
  it("uses a room again before an earlier booking", () => {
    const calendar = new Calendar();
    book(calendar, rooms, "late", { people: 2 }, "15:00", "16:00");
    assert.equal(book(calendar, rooms, "early", { people: 2 }, "09:00", "10:00"), "Nook");
  });
  it("says when nothing is free", () => {
    assert.equal(book(new Calendar(), rooms, "party", { people: 99 }, "09:00", "10:00"), undefined);
  });
});
