import assert from "node:assert/strict";
import { test } from "node:test";
import { Router } from "../src/router.js";

const router = new Router()
  .add("GET", "/users/:id", "show")
  .add("GET", "/users/new", "form")
  .add("POST", "/users", "create");

test("a parameter is read from the path", () => {
  assert.deepEqual(router.find("GET", "/users/42"), { handler: "show", params: { id: "42" } });
});

test("fixed text wins over a parameter", () => {
  assert.deepEqual(router.find("GET", "/users/new"), { handler: "form", params: {} });
});

test("a slash at the end and a query make no difference", () => {
  assert.equal(router.find("post", "/users/?a=1").handler, "create");
});

test("what nobody registered is not found", () => {
  assert.equal(router.find("DELETE", "/users/42"), null);
});
