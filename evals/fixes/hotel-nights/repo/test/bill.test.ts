import { describe, expect, it } from "vitest";
import { billFor } from "../src/bill.ts";
import { dayIn } from "../src/calendar.ts";
import { hotels } from "../src/hotel.ts";
import { sleepers } from "../src/occupancy.ts";

const stay = (checkIn: string, checkOut: string, persons = 1) => ({
  guest: "Ada",
  persons,
  checkIn: new Date(checkIn),
  checkOut: new Date(checkOut),
});

describe("a bill", () => {
  it("has a night for each day", () => {
    const bill = billFor(stay("2025-01-10T15:00:00Z", "2025-01-13T10:00:00Z", 2), hotels.lisbon);
    expect(bill).toEqual({ guest: "Ada", nights: 3, room: 33000, cityTax: 2400, total: 35400 });
  });

  it("has one night at least", () => {
    expect(billFor(stay("2025-01-10T09:00:00Z", "2025-01-10T17:00:00Z"), hotels.lisbon).nights).toBe(1);
  });

  it("counts a short night in full", () => {
    expect(billFor(stay("2025-01-10T23:00:00Z", "2025-01-11T05:00:00Z"), hotels.lisbon).nights).toBe(1);
  });

  it("follows the calendar of Auckland", () => {
    // From 15:00 on 10 January to 09:00 on 13 January over there.
    expect(billFor(stay("2025-01-10T02:00:00Z", "2025-01-12T20:00:00Z"), hotels.auckland)).toMatchObject({
      nights: 3,
      total: 54000,
    });
  });

  it("follows the calendar of Honolulu", () => {
    // From 14:00 on 10 January to 18:00 on 12 January over there.
    expect(billFor(stay("2025-01-11T00:00:00Z", "2025-01-13T04:00:00Z"), hotels.honolulu).nights).toBe(2);
  });
});

describe("the calendar", () => {
  it("gives the day of a place", () => {
    const moment = new Date("2025-06-30T23:30:00Z");
    expect(dayIn("Europe/Lisbon", moment)).toBe("2025-07-01");
    expect(dayIn("Pacific/Honolulu", moment)).toBe("2025-06-30");
  });
});

describe("occupancy", () => {
  const stays = [
    { ...stay("2025-01-10T02:00:00Z", "2025-01-12T20:00:00Z"), guest: "Ada" },
    { ...stay("2025-01-12T02:00:00Z", "2025-01-14T20:00:00Z"), guest: "Alan" },
  ];

  it("lists who sleeps in the hotel", () => {
    expect(sleepers(stays, hotels.auckland, "2025-01-12")).toEqual(["Ada", "Alan"]);
  });

  it("does not list who has left that day", () => {
    expect(sleepers(stays, hotels.auckland, "2025-01-13")).toEqual(["Alan"]);
  });
});
