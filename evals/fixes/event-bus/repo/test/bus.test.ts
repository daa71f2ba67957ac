import assert from "node:assert/strict";
import { test } from "node:test";
import { auditOrders, type OrderEvents } from "../src/audit.ts";
import { Bus } from "../src/bus.ts";
import { once } from "../src/once.ts";

test("listeners hear events in order", () => {
  const bus = new Bus<OrderEvents>();
  const lines = auditOrders(bus);
  bus.emit("placed", { id: "1" });
  bus.emit("paid", { id: "1", amount: 5 });
  assert.deepEqual(lines, ["1 placed", "1 paid 5"]);
});

test("a listener that leaves does not hide the event from the next one", () => {
  const bus = new Bus<{ tick: number }>();
  const heard: string[] = [];
  once(bus, "tick", () => heard.push("once"));
  bus.on("tick", () => heard.push("always"));
  bus.emit("tick", 1);
  bus.emit("tick", 2);
  assert.deepEqual(heard, ["once", "always", "always"]);
});

test("unsubscribing twice does no harm", () => {
  const bus = new Bus<{ tick: number }>();
  const off = bus.on("tick", () => {});
  bus.on("tick", () => {});
  off();
  off();
  assert.equal(bus.emit("tick", 1), 1);
});
