import { dayOf } from "./day.ts";
import type { Ticket } from "./ticket.ts";

/** Closed tickets by owner on one day. */
export function closedOn(tickets: readonly Ticket[], day: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { closed, owner } of tickets) {
    if (!closed || dayOf(closed) !== day) continue;
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return counts;
}

export function leader(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].sort(([a, x], [b, y]) => y - x || a.localeCompare(b))[0]?.[0];
}
