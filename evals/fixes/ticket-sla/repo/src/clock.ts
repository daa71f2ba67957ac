import type { Status, Ticket } from "./ticket.ts";

const MS_PER_HOUR = 3_600_000;

/** Whether the time in a status counts. */
function isRunning(status: Status): boolean {
  switch (status) {
    case "waiting_for_customer":
    case "solved":
      return false;
    default:
      return true;
  }
}

/** Hours that count until now. */
export function hoursSpent(ticket: Ticket, now: string): number {
  let spent = 0;
  for (const [index, { at, status }] of ticket.history.entries()) {
    if (!isRunning(status)) continue;
    const end = ticket.history[index + 1]?.at ?? now;
    spent += Math.max(0, Date.parse(end) - Date.parse(at));
  }
  return spent / MS_PER_HOUR;
}
