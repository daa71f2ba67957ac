import { expect, test } from "vitest";
import { countdownText, isTold, phaseOf, startOf, untilNextPhase } from "#app/_components/idle-clock.ts";

const clock = startOf(1_800, 0);
const minute = 60_000;

test("two minutes before the end comes the warning, then the end", () => {
  expect(
    [0, 28 * minute - 1, 28 * minute, 30 * minute - 1, 30 * minute].map((now) => phaseOf(clock, now)),
  ).toEqual(["quiet", "quiet", "warning", "warning", "over"]);
  expect(untilNextPhase(clock, 0)).toBe(28 * minute);
  expect(untilNextPhase(clock, 29 * minute)).toBe(minute);
  expect(untilNextPhase(clock, 40 * minute)).toBe(0);
});

test("activity is told once a minute, and not from under the warning", () => {
  expect(isTold(clock, minute - 1)).toBe(false);
  expect(isTold(clock, minute)).toBe(true);
  expect(isTold(clock, 29 * minute)).toBe(false);
});

test("the countdown reads as a clock", () => {
  expect(countdownText(clock, 28 * minute)).toBe("2:00");
  expect(countdownText(clock, 30 * minute - 4_500)).toBe("0:05");
  expect(countdownText(clock, 31 * minute)).toBe("0:00");
});
