import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { CalendarEvent } from "../src/event.ts";
import { feedOf } from "../src/feed.ts";
import { foldLine } from "../src/fold.ts";
import { stampOf } from "../src/stamp.ts";

const event = (changes: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: "e1@club.example",
  title: "Training",
  start: new Date("2025-03-07T17:00:00Z"),
  end: new Date("2025-03-07T18:30:00Z"),
  ...changes,
});

const line = (feed: string, name: string) => feed.split("\r\n").find((one) => one.startsWith(`${name}:`));

describe("feed", () => {
  it("has an entry for each event", () => {
    assert.deepEqual(feedOf([event()]).split("\r\n"), [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//club//calendar//EN",
      "BEGIN:VEVENT",
      "UID:e1@club.example",
      "DTSTART:20250307T170000Z",
      "DTEND:20250307T183000Z",
      "SUMMARY:Training",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
  });

  it("is sorted by time", () => {
    const feed = feedOf([event({ id: "b", start: new Date("2025-04-01T00:00:00Z") }), event({ id: "a" })]);
    assert.ok(feed.indexOf("UID:a") < feed.indexOf("UID:b"));
  });

  it("escapes a comma in a title", () => {
    assert.equal(line(feedOf([event({ title: "Lunch, then walk" })]), "SUMMARY"), "SUMMARY:Lunch\\, then walk");
  });

  it("escapes a line break in a description", () => {
    const feed = feedOf([event({ description: "Bring shoes\r\nand water" })]);
    assert.equal(line(feed, "DESCRIPTION"), "DESCRIPTION:Bring shoes\\nand water");
  });

  it("escapes a backslash", () => {
    assert.equal(line(feedOf([event({ place: "Z:\\rooms" })]), "LOCATION"), "LOCATION:Z:\\\\rooms");
  });

  it("separates categories by commas that are not escaped", () => {
    assert.equal(line(feedOf([event({ categories: ["sport", "youth"] })]), "CATEGORIES"), "CATEGORIES:sport,youth");
  });

  it("leaves out what an event does not have", () => {
    const feed = feedOf([event({ categories: [] })]);
    assert.equal(line(feed, "LOCATION"), undefined);
    assert.equal(line(feed, "CATEGORIES"), undefined);
  });

  it("folds long lines", () => {
    assert.equal(foldLine("x".repeat(160)), `${"x".repeat(75)}\r\n ${"x".repeat(74)}\r\n ${"x".repeat(11)}`);
    assert.equal(foldLine("short"), "short");
  });

  it("writes moments in UTC", () => {
    assert.equal(stampOf(new Date("2025-03-07T09:30:00.250+01:00")), "20250307T083000Z");
  });
});
