import { hoursSpent } from "./clock.ts";
import { targetHours } from "./targets.ts";
import { statusOf, type Ticket } from "./ticket.ts";

export type Sla = "kept" | "on track" | "at risk" | "breached";

/** How a ticket stands: it is at risk when less than a quarter of its time is left. */
export function slaOf(ticket: Ticket, now: string): Sla {
  const target = targetHours[ticket.priority];
  const spent = hoursSpent(ticket, now);
  if (spent > target) return "breached";
  if (statusOf(ticket) === "solved") return "kept";
  return target - spent < target / 4 ? "at risk" : "on track";
}

/** Hours that are left, 0 when there are none. */
export function hoursLeft(ticket: Ticket, now: string): number {
  return Math.max(0, targetHours[ticket.priority] - hoursSpent(ticket, now));
}
