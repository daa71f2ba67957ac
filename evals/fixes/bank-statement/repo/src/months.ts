import { monthOf } from "./dates.ts";
import type { Row } from "./statement.ts";

/** The balance at the end of each month. */
export function monthEnds(rows: Row[]): Record<string, number> {
  return Object.fromEntries(rows.map((row) => [monthOf(row.date), row.balance]));
}
