import { expect, test } from "vitest";
import { hotels } from "../src/hotel.ts";
import { nightsOf } from "../src/stay.ts";

const nights = (hotel: keyof typeof hotels, checkIn: string, checkOut: string) =>
  nightsOf({ guest: "x", persons: 1, checkIn: new Date(checkIn), checkOut: new Date(checkOut) }, hotels[hotel]);

test("the hour of the check-out does not matter in Auckland", () => {
  // 13 January begins there at 11:00 UTC on the 12th and ends at 11:00 UTC on the 13th.
  for (const checkOut of ["2025-01-12T11:00:00Z", "2025-01-12T18:00:00Z", "2025-01-13T00:00:00Z", "2025-01-13T10:59:59Z"])
    expect(nights("auckland", "2025-01-10T02:00:00Z", checkOut)).toBe(3);
  expect(nights("auckland", "2025-01-10T02:00:00Z", "2025-01-13T11:00:00Z")).toBe(4);
});

test("an evening in Honolulu still is the same day", () => {
  for (const checkOut of ["2025-01-12T20:00:00Z", "2025-01-13T03:00:00Z", "2025-01-13T09:59:00Z"])
    expect(nights("honolulu", "2025-01-11T00:00:00Z", checkOut)).toBe(2);
  expect(nights("honolulu", "2025-01-11T00:00:00Z", "2025-01-13T10:00:00Z")).toBe(3);
});

test("summer time in Lisbon counts", () => {
  // In July the day ends at 23:00 UTC there.
  expect(nights("lisbon", "2025-07-01T15:00:00Z", "2025-07-03T22:59:00Z")).toBe(2);
  expect(nights("lisbon", "2025-07-01T15:00:00Z", "2025-07-03T23:00:00Z")).toBe(3);
});

test("the nights of a change of clocks are whole", () => {
  expect(nights("lisbon", "2025-03-29T15:00:00Z", "2025-03-31T09:00:00Z")).toBe(2);
  expect(nights("auckland", "2025-04-05T03:00:00Z", "2025-04-06T21:00:00Z")).toBe(2);
});

test("a day use is one night", () => {
  expect(nights("auckland", "2025-01-12T20:00:00Z", "2025-01-13T03:00:00Z")).toBe(1);
});
