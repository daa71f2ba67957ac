import type { Bus } from "./bus.ts";

export interface OrderEvents extends Record<string, unknown> {
  placed: { id: string };
  paid: { id: string; amount: number };
}

/** Keeps a line for each event of an order. */
export function auditOrders(bus: Bus<OrderEvents>): string[] {
  const lines: string[] = [];
  bus.on("placed", ({ id }) => lines.push(`${id} placed`));
  bus.on("paid", ({ id, amount }) => lines.push(`${id} paid ${amount}`));
  return lines;
}
