import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { send } from "../src/connection.js";
import { keyOf, newSession } from "../src/session.js";
import { endSession, saveSession, userOf } from "../src/store.js";

beforeEach(async () => {
  assert.equal(await send(["PING"], { host: "127.0.0.1", port: 6379 }), "PONG");
});

test("a session that was saved has its user", async () => {
  const session = newSession("ann");
  await saveSession(session);
  assert.equal(await userOf(session.id), "ann");
});

test("a session is kept by the service until it expires", async () => {
  const session = newSession("ann");
  await saveSession(session);
  const left = Number(await send(["TTL", keyOf(session.id)]));
  assert.ok(left > 1700 && left <= 1800, `${left} seconds`);
});

test("a session that was ended has no user", async () => {
  const session = newSession("ann");
  await saveSession(session);
  await endSession(session.id);
  assert.equal(await userOf(session.id), null);
});
