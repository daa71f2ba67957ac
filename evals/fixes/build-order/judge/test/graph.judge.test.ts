import assert from "node:assert/strict";
import { test } from "node:test";
import { affectedBy } from "../src/affected.ts";
import { TaskGraph } from "../src/graph.ts";
import { buildOrder } from "../src/order.ts";
import { describePlan, planBuild } from "../src/plan.ts";
import { task } from "../src/task.ts";

const web = new TaskGraph([
  task("site", ["shop", "blog"]),
  task("shop", ["cart", "theme"]),
  task("blog", ["theme"]),
  task("cart", ["money", "log"]),
  task("theme", ["log"]),
  task("money"),
  task("log"),
]);

test("needs that are shared on several levels are built once, and before their users", () => {
  const order = buildOrder(web, ["site"]);
  assert.deepEqual([...order].sort(), [...web.names].sort());
  for (const name of order)
    for (const need of web.get(name).needs) assert.ok(order.indexOf(need) < order.indexOf(name), `${need} before ${name}`);
});

test("several goals can share what they need", () => {
  assert.deepEqual(buildOrder(web, ["theme", "blog", "theme"]), ["log", "theme", "blog"]);
});

test("a cycle below a shared task is found", () => {
  const graph = new TaskGraph([task("a", ["b", "c"]), task("b", ["d"]), task("c", ["d"]), task("d", ["e"]), task("e", ["c"])]);
  assert.throws(() => buildOrder(graph, ["a"]), /Cycle: a → b → d → e → c → d/);
});

test("a cycle that is reached later does not name what was left before", () => {
  const graph = new TaskGraph([task("a", ["ok", "b"]), task("ok"), task("b", ["a"])]);
  assert.throws(() => buildOrder(graph, ["a"]), /Cycle: a → b → a$/);
});

test("changes reach all that is above, at any distance", () => {
  assert.deepEqual(affectedBy(web, ["packages/money/cents.ts"]), ["site", "shop", "cart", "money"]);
  assert.deepEqual(affectedBy(web, ["packages/log/x.ts"]), ["site", "shop", "blog", "cart", "theme", "log"]);
  assert.deepEqual(affectedBy(web, ["packages/blog/x.ts", "packages/cart/y.ts"]), ["site", "shop", "blog", "cart"]);
  assert.deepEqual(affectedBy(web, ["readme.md"]), []);
});

test("a plan says which results still are right", () => {
  assert.equal(describePlan(planBuild(web, ["shop"], ["packages/theme/x.css"])), "(money) (log) (cart) theme shop");
});

test("affected tasks of a cycle do not hang", () => {
  const graph = new TaskGraph([task("a", ["b"]), task("b", ["a"])]);
  assert.deepEqual(affectedBy(graph, ["packages/a/x.ts"]), ["a", "b"]);
});
