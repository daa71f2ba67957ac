import { hoursLeft } from "./sla.ts";
import { statusOf, type Ticket } from "./ticket.ts";

/** The tickets to work on, the one with the least time left first. */
export function workQueue(tickets: Ticket[], now: string): Ticket[] {
  return tickets
    .filter((ticket) => statusOf(ticket) === "open" || statusOf(ticket) === "in_progress")
    .sort((a, b) => hoursLeft(a, now) - hoursLeft(b, now));
}
