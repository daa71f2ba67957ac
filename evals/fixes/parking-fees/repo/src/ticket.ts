import { formatMinutes, minutesBetween } from "./duration.ts";
import { feeFor } from "./fee.ts";
import { tariffOf } from "./tariff.ts";

export interface Ticket {
  garage: string;
  entry: Date;
}

export interface Receipt {
  garage: string;
  parked: string;
  /** Cents. */
  fee: number;
}

/** Settles a ticket at the barrier. */
export function checkOut(ticket: Ticket, exit: Date): Receipt {
  const minutes = minutesBetween(ticket.entry, exit);
  return {
    garage: ticket.garage,
    parked: formatMinutes(minutes),
    fee: feeFor(minutes, tariffOf(ticket.garage)),
  };
}

/** Who lost the ticket pays the maximum of one day. */
export function checkOutLost(garage: string): Receipt {
  return { garage, parked: "unknown", fee: tariffOf(garage).dailyMax };
}
