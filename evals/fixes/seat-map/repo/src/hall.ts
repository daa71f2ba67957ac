import type { Seat } from "./seat.ts";

/** A hall from a plan: one line per row, "." a free seat, "x" a taken one. */
export function parseHall(plan: string): Seat[][] {
  return plan
    .trim()
    .split("\n")
    .map((line, index) =>
      [...line.trim()].map((mark, position) => ({
        row: String.fromCharCode(65 + index),
        number: position + 1,
        taken: mark === "x",
      })),
    );
}
