import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { closedOn, leader } from "../src/board.ts";
import { dayOf } from "../src/day.ts";

const tickets = [
  { id: 1, closed: new Date("2024-01-10T09:00:00Z"), owner: "ada" },
  { id: 2, closed: new Date("2024-01-10T23:30:00Z"), owner: "bo" },
  { id: 3, closed: new Date("2024-01-10T12:00:00Z"), owner: "bo" },
  { id: 4, closed: null, owner: "bo" },
];

describe("board", () => {
  it("names days", () => assert.equal(dayOf(new Date("2024-02-29T23:59:59Z")), "2024-02-29"));
  it("counts closed tickets", () => assert.deepEqual([...closedOn(tickets, "2024-01-10")], [["ada", 1], ["bo", 2]]));
  it("counts nothing on other days", () => assert.equal(closedOn(tickets, "2024-01-11").size, 0));
  it("finds the leader", () => assert.equal(leader(closedOn(tickets, "2024-01-10")), "bo"));
  it("has no leader on a quiet day", () => assert.equal(leader(new Map()), undefined));
});
