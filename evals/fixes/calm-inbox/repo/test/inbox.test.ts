import assert from "node:assert/strict";
import { test } from "node:test";
import { Inbox } from "../src/inbox.ts";

test("new messages are unread", () => {
  const inbox = new Inbox();
  inbox.deliver(1);
  inbox.deliver(2);
  inbox.read(1);
  assert.equal(inbox.unread(), 1);
});

test("archived messages do not count", () => {
  const inbox = new Inbox();
  inbox.deliver(1);
  inbox.archive(1);
  assert.equal(inbox.unread(), 0);
});
