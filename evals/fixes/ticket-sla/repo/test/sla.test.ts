import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { workQueue } from "../src/queue.ts";
import { hoursLeft, slaOf } from "../src/sla.ts";
import type { Priority, Status, Ticket } from "../src/ticket.ts";

const at = (hour: number) => new Date(Date.UTC(2025, 0, 6, hour)).toISOString();

function ticket(priority: Priority, ...changes: [number, Status][]): Ticket {
  return { id: `${priority}-1`, priority, history: changes.map(([hour, status]) => ({ at: at(hour), status })) };
}

describe("sla", () => {
  it("counts the time of an open ticket", () => {
    assert.equal(hoursLeft(ticket("high", [8, "open"]), at(11)), 5);
  });

  it("counts the time in which somebody works on it", () => {
    assert.equal(hoursLeft(ticket("high", [8, "open"], [9, "in_progress"]), at(12)), 4);
  });

  it("is breached when the time is over", () => {
    assert.equal(slaOf(ticket("urgent", [8, "open"]), at(13)), "breached");
  });

  it("is at risk in the last quarter", () => {
    assert.equal(slaOf(ticket("high", [8, "open"]), at(14)), "on track");
    assert.equal(slaOf(ticket("high", [8, "open"]), at(15)), "at risk");
  });

  it("does not count the time in which the customer has to answer", () => {
    assert.equal(hoursLeft(ticket("urgent", [8, "open"], [9, "waiting_for_customer"]), at(20)), 3);
  });

  it("does not count the time on hold", () => {
    assert.equal(slaOf(ticket("urgent", [8, "open"], [9, "on_hold"]), at(20)), "on track");
  });

  it("goes on with the time that was left before the hold", () => {
    const held = ticket("high", [8, "open"], [10, "on_hold"], [16, "in_progress"]);
    assert.equal(hoursLeft(held, at(18)), 4);
  });

  it("is kept when the ticket was solved in time", () => {
    assert.equal(slaOf(ticket("urgent", [8, "open"], [10, "solved"]), at(23)), "kept");
  });

  it("stays breached when the ticket was solved too late", () => {
    assert.equal(slaOf(ticket("urgent", [8, "open"], [13, "solved"]), at(23)), "breached");
  });
});

describe("work queue", () => {
  it("lists what is most pressing first and leaves out what rests", () => {
    const tickets = [
      ticket("normal", [8, "open"]),
      ticket("low", [8, "on_hold"]),
      ticket("urgent", [8, "open"]),
      ticket("high", [8, "in_progress"]),
    ];
    assert.deepEqual(workQueue(tickets, at(10)).map(({ priority }) => priority), ["urgent", "high", "normal"]);
  });
});
