export type Status = "open" | "in_progress" | "waiting_for_customer" | "on_hold" | "solved";
export type Priority = "low" | "normal" | "high" | "urgent";

export interface Change {
  /** ISO 8601 in UTC. */
  at: string;
  status: Status;
}

export interface Ticket {
  id: string;
  priority: Priority;
  /** In order of time; the first entry is when the ticket came in. */
  history: Change[];
}

export function statusOf(ticket: Ticket): Status {
  const last = ticket.history.at(-1);
  if (!last) throw new Error(`Ticket ${ticket.id} has no history.`);
  return last.status;
}
