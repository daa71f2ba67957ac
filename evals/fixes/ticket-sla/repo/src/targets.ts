import type { Priority } from "./ticket.ts";

/** Hours in which a ticket has to be solved. */
export const targetHours: Record<Priority, number> = { urgent: 4, high: 8, normal: 24, low: 72 };
