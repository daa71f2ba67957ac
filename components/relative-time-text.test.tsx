import { expect, test } from "vitest";
import { relativeTime } from "#components/relative-time-text.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const ago = (seconds: number) => relativeTime(now - seconds * 1000, now);

test("a distance is told in the largest unit that fits", () => {
  expect(ago(5)).toBe("just now");
  expect(ago(61)).toBe("1 minute ago");
  expect(ago(59 * 60)).toBe("59 minutes ago");
  expect(ago(26 * 3600)).toBe("yesterday");
  expect(ago(400 * 86_400)).toBe("last year");
});

test("a time ahead is told as such", () => {
  expect(ago(-2 * 86_400)).toBe("in 2 days");
});
