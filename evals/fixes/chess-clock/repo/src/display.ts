import type { ChessClock } from "./clock.ts";
import type { Side } from "./side.ts";

/** The time on the display: "4:59", with tenths in the last 20 seconds ("0:19.9"). Both are rounded down. */
export function display(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.floor((ms % 60_000) / 1000);
  const text = `${minutes}:${String(seconds).padStart(2, "0")}`;
  if (ms >= 20_000) return text;
  return `${text}.${Math.floor((ms % 1000) / 100)}`;
}

export function displayOf(clock: ChessClock, side: Side): string {
  return clock.flagged === side ? "flag" : display(clock.remaining(side));
}
