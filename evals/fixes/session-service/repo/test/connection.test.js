import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode } from "../src/connection.js";
import { keyOf, newSession } from "../src/session.js";

test("a command is encoded with its lengths", () => {
  assert.equal(encode(["SET", "é", "1"]), "*3\r\n$3\r\nSET\r\n$2\r\né\r\n$1\r\n1\r\n");
});

test("an answer is a text or nothing", () => {
  assert.deepEqual([decode("+OK\r\n"), decode("$3\r\nabc\r\n"), decode("$-1\r\n"), decode(":1\r\n")], ["OK", "abc", null, "1"]);
});

test("an error is thrown", () => {
  assert.throws(() => decode("-ERR unknown command\r\n"), /unknown command/);
});

test("sessions have an id of their own", () => {
  assert.notEqual(keyOf(newSession("ann").id), keyOf(newSession("ann").id));
});
