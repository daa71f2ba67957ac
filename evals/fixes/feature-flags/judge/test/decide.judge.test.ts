import assert from "node:assert/strict";
import { test } from "node:test";
import { bucketOf } from "../src/bucket.ts";
import { isOn } from "../src/decide.ts";
import type { Flag } from "../src/flag.ts";

const flag = (fields: Partial<Flag>): Flag => ({ key: "k", enabled: true, allow: [], block: [], rollout: 0, ...fields });
const users = Array.from({ length: 300 }, (_, index) => `user-${index}`);

test("the block list beats the allow list", () => {
  assert.equal(isOn(flag({ allow: ["bob"], block: ["bob"] }), "bob"), false);
  assert.equal(isOn(flag({ allow: ["bob"], block: ["bob"], rollout: 100 }), "bob"), false);
});

test("a rollout of everything reaches everybody, of nothing nobody", () => {
  assert.ok(users.every((user) => isOn(flag({ rollout: 100 }), user)));
  assert.ok(users.every((user) => !isOn(flag({ rollout: 0 }), user)));
});

test("the share decides by bucket", () => {
  for (const user of users) assert.equal(isOn(flag({ rollout: 30 }), user), bucketOf(`k:${user}`) < 30);
});
