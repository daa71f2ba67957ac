import assert from "node:assert/strict";
import { test } from "node:test";
import type { Flag } from "../src/flag.ts";
import { FlagStore } from "../src/store.ts";

const flag = (fields: Partial<Flag>): Flag => ({ key: "new-editor", enabled: true, allow: [], block: [], rollout: 0, ...fields });

test("a flag without rollout is for the allow list only", () => {
  const store = new FlagStore([flag({ allow: ["ada"] })]);
  assert.deepEqual([store.has("new-editor", "ada"), store.has("new-editor", "bob")], [true, false]);
});

test("a disabled flag is off for everybody", () => {
  assert.deepEqual(new FlagStore([flag({ enabled: false, allow: ["ada"], rollout: 100 })]).featuresOf("ada"), []);
});

test("a user on the block list never gets a feature", () => {
  const store = new FlagStore([flag({ block: ["bob"], rollout: 100 })]);
  assert.deepEqual([store.has("new-editor", "ada"), store.has("new-editor", "bob")], [true, false]);
});

test("unknown flags are off", () => {
  assert.equal(new FlagStore([]).has("nothing", "ada"), false);
});
