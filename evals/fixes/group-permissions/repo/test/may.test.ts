import assert from "node:assert/strict";
import { test } from "node:test";
import { Directory } from "../src/directory.ts";
import { may } from "../src/may.ts";
import { permissionsOf } from "../src/permissions.ts";

const directory = () =>
  new Directory([
    { name: "Readers", includes: [], permissions: ["posts:read"] },
    { name: "Authors", includes: ["Readers"], permissions: ["posts:write"] },
    { name: "Editors", includes: ["Authors"], permissions: ["posts:publish"] },
    { name: "Admins", includes: [], permissions: ["posts:*", "users:read"] },
  ]);

test("a member has the permissions of the own group", () => {
  const place = directory();
  place.join("ann", "Readers");
  assert.deepEqual([may(place, "ann", "posts:read"), may(place, "ann", "posts:write")], [true, false]);
});

test("a star stands for all", () => {
  const place = directory();
  place.join("root", "Admins");
  assert.deepEqual([may(place, "root", "posts:delete"), may(place, "root", "users:write")], [true, false]);
});

test("included groups count, over several steps", () => {
  const place = directory();
  place.join("eve", "Editors");
  assert.deepEqual(permissionsOf(place, "eve"), ["posts:publish", "posts:read", "posts:write"]);
});

test("groups that include each other end", () => {
  const place = new Directory([
    { name: "A", includes: ["B"], permissions: ["a:x"] },
    { name: "B", includes: ["A"], permissions: ["b:x"] },
  ]);
  place.join("joe", "A");
  assert.deepEqual(permissionsOf(place, "joe"), ["a:x", "b:x"]);
});
