import assert from "node:assert/strict";
import { test } from "node:test";
import { Directory } from "../src/directory.ts";
import { permissionsOf } from "../src/permissions.ts";

const group = (name: string, includes: string[], permissions = [`${name}:x`]) => ({ name, includes, permissions });

test("a diamond counts once", () => {
  const place = new Directory([group("top", ["left", "right"]), group("left", ["base"]), group("right", ["base"]), group("base", [])]);
  place.join("p", "top");
  assert.deepEqual(permissionsOf(place, "p"), ["base:x", "left:x", "right:x", "top:x"]);
});

test("a group that includes itself ends", () => {
  const place = new Directory([group("a", ["a"])]);
  place.join("p", "a");
  assert.deepEqual(permissionsOf(place, "p"), ["a:x"]);
});

test("a long ring is walked once", () => {
  const names = Array.from({ length: 50 }, (_, index) => `g${index}`);
  const place = new Directory(names.map((name, index) => group(name, [names[(index + 1) % 50] ?? ""])));
  place.join("p", "g7");
  assert.equal(permissionsOf(place, "p").length, 50);
});

test("an unknown group that is included is told", () => {
  const place = new Directory([group("a", ["nobody"])]);
  place.join("p", "a");
  assert.throws(() => permissionsOf(place, "p"), /no group nobody/);
});

test("without a group there is nothing", () => {
  assert.deepEqual(permissionsOf(new Directory([]), "p"), []);
});
