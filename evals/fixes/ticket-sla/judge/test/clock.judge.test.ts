import assert from "node:assert/strict";
import { test } from "node:test";
import { hoursSpent } from "../src/clock.ts";
import { slaOf } from "../src/sla.ts";
import type { Status, Ticket } from "../src/ticket.ts";

const at = (hour: number) => new Date(Date.UTC(2025, 2, 3, hour)).toISOString();
const ticket = (...changes: [number, Status][]): Ticket => ({
  id: "t",
  priority: "high",
  history: changes.map(([hour, status]) => ({ at: at(hour), status })),
});

test("the time in each status counts or rests", () => {
  const spent = (status: Status) => hoursSpent(ticket([0, "open"], [1, status]), at(5));
  assert.deepEqual(
    (["open", "in_progress", "waiting_for_customer", "on_hold", "solved"] as const).map(spent),
    [5, 5, 1, 1, 1],
  );
});

test("several pauses of both kinds add up", () => {
  const changes: [number, Status][] = [
    [0, "open"], [2, "on_hold"], [10, "in_progress"], [11, "waiting_for_customer"], [30, "on_hold"], [50, "open"], [52, "solved"],
  ];
  assert.equal(hoursSpent(ticket(...changes), at(99)), 5);
  assert.equal(slaOf(ticket(...changes), at(99)), "kept");
});

test("a ticket that comes in on hold has all of its time", () => {
  assert.equal(hoursSpent(ticket([0, "on_hold"]), at(40)), 0);
  assert.equal(hoursSpent(ticket([0, "on_hold"], [20, "open"]), at(21)), 1);
});

test("a hold does not save a ticket that was late before", () => {
  assert.equal(slaOf(ticket([0, "open"], [9, "on_hold"]), at(10)), "breached");
});
