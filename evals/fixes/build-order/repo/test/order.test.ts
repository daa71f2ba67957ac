import assert from "node:assert/strict";
import { test } from "node:test";
import { TaskGraph } from "../src/graph.ts";
import { buildOrder } from "../src/order.ts";
import { task } from "../src/task.ts";

test("a task without needs is built alone", () => {
  assert.deepEqual(buildOrder(new TaskGraph([task("a"), task("b")]), ["b"]), ["b"]);
});

test("what is needed comes first", () => {
  const graph = new TaskGraph([task("app", ["api"]), task("api", ["core"]), task("core")]);
  assert.deepEqual(buildOrder(graph, ["app"]), ["core", "api", "app"]);
});

test("a task that two others need is built once", () => {
  const graph = new TaskGraph([task("app", ["api", "ui"]), task("api", ["core"]), task("ui", ["core"]), task("core")]);
  assert.deepEqual(buildOrder(graph, ["app"]), ["core", "api", "ui", "app"]);
});

test("tasks that need each other are refused", () => {
  const graph = new TaskGraph([task("a", ["b"]), task("b", ["c"]), task("c", ["a"])]);
  assert.throws(() => buildOrder(graph, ["a"]), /Cycle: a → b → c → a/);
});

test("a cycle is named without the tasks beside it", () => {
  const graph = new TaskGraph([task("app", ["core", "api"]), task("core"), task("api", ["app"])]);
  assert.throws(() => buildOrder(graph, ["app"]), { message: "Cycle: app → api → app" });
});

test("a task that needs itself is refused", () => {
  assert.throws(() => buildOrder(new TaskGraph([task("a", ["a"])]), ["a"]), /Cycle: a → a/);
});

test("a task that is missing is named", () => {
  assert.throws(() => buildOrder(new TaskGraph([task("a", ["zed"])]), ["a"]), /There is no task zed/);
});

test("a name can't be used twice", () => {
  assert.throws(() => new TaskGraph([task("a"), task("a")]), /Task a is there twice/);
});
