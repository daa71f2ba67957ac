import assert from "node:assert/strict";
import { test } from "node:test";
import { Router } from "../src/router.js";

test("the first difference decides, whatever the order of registration", () => {
  const routes = ["/:org/settings", "/acme/:page", "/:org/:page", "/acme/settings"];
  for (const order of [routes, [...routes].reverse()]) {
    const router = new Router();
    for (const route of order) router.add("GET", route, route);
    assert.equal(router.find("GET", "/acme/settings").handler, "/acme/settings");
    assert.equal(router.find("GET", "/acme/other").handler, "/acme/:page");
    assert.equal(router.find("GET", "/other/settings").handler, "/:org/settings");
    assert.equal(router.find("GET", "/other/thing").handler, "/:org/:page");
  }
});

test("of two equal patterns the first registered wins", () => {
  const router = new Router().add("GET", "/a/:x", 1).add("GET", "/a/:y", 2);
  assert.deepEqual(router.find("GET", "/a/b"), { handler: 1, params: { x: "b" } });
});

test("parameters are decoded", () => {
  assert.equal(new Router().add("GET", "/tags/:tag", 1).find("GET", "/tags/a%20b").params.tag, "a b");
});
