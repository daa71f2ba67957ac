import { describe, expect, test } from "vitest";
import { EventRefused, readEvent } from "./read-event.ts";

const receivedAt = Date.UTC(2026, 0, 1);
const read = (given: unknown, seed?: string) => readEvent(given, { index: 0, receivedAt, seed });

const ofSize = (bytes: number) => {
  const around = JSON.stringify({ name: "e", data: { x: "" } }).length;
  return { name: "e", data: { x: "x".repeat(bytes - around) } };
};
const nested = (levels: number): unknown =>
  JSON.parse(`{"name":"e","data":${'{"a":'.repeat(levels)}1${"}".repeat(levels)}}`);
const largest = 3 * 1024 * 1024;

describe("an event", () => {
  test.each([
    ["without a name", { data: {} }, "event name is empty"],
    ["with an empty name", { name: "" }, "event name is empty"],
    ["with null for a name", { name: null }, "event name is empty"],
    ["with a number for a name", { name: 7 }, "name: "],
    ["with an endless name", { name: "e/".repeat(300) }, "name: "],
    ["with a name of the engine's own", { name: "inngest/function.finished" }, "reserved for internal use"],
    ["that is a number", 7, "not an object"],
    ["that is text", "e/plain", "not an object"],
    ["that is null", null, "not an object"],
    ["that is a list", [[]], "not an object"],
    ["with a list for data", { name: "e", data: [1] }, "data: must be an object"],
    ["with text for data", { name: "e", data: "x" }, "data: must be an object"],
    ["with a list for user", { name: "e", user: [] }, "user: must be an object"],
    ["with a number for id", { name: "e", id: 7 }, "id: "],
    ["with a number for v", { name: "e", v: 7 }, "v: "],
    ["dated by a text", { name: "e", ts: "2026-01-01" }, "ts: "],
    ["dated by a fraction", { name: "e", ts: receivedAt + 0.5 }, "ts: "],
    ["dated before 1980", { name: "e", ts: -1 }, "timestamp is before Jan 1, 1980"],
    ["dated after 2100", { name: "e", ts: Date.UTC(2100, 0, 1) + 1 }, "timestamp is after Jan 1, 2100"],
    ["nested without measure", nested(50_000), "nested deeper than 1000 levels"],
    ["of more than 3 MB", ofSize(largest + 1), "over the max size: 3145729 of 3145728 bytes"],
    ["of more than 3 MB in UTF-8", { name: "e", data: { x: "é".repeat(largest / 2) } }, "over the max size"],
  ])("%s is refused with the reason", (_, given, message) => {
    expect(() => read(given)).toThrow(EventRefused);
    expect(() => read(given)).toThrow(message);
  });

  test.each([
    ["of exactly 3 MB", ofSize(largest)],
    ["nested 999 levels deep", nested(998)],
    ["without data", { name: "e" }],
    ["dated in the future", { name: "e", ts: receivedAt + 1 }],
    ["with a name in capitals like a reserved one", { name: "Inngest/x" }],
    ["with a name in any script", { name: "événement/日本 🎉" }],
  ])("%s is taken", (_, given) => {
    expect(read(given).event).toMatchObject(given as object);
  });

  test("has its key for an id and the time of receipt for a date when it gives none", () => {
    const { key, event } = read({ name: "e", id: "", ts: 0, user: null, data: null, v: null });
    expect(event).toEqual({ id: key, name: "e", data: {}, user: {}, ts: receivedAt });
    expect(read({ name: "e", id: "own", ts: receivedAt - 5, v: "2" }).event).toMatchObject({
      id: "own",
      ts: receivedAt - 5,
      v: "2",
    });
  });

  test("keeps fields of any name but the engine's own mark", () => {
    const data = JSON.parse('{"__proto__":{"a":1},"constructor":2,"toJSON":3,"_inngest":{"fn_id":"x"}}');
    const kept = read({ name: "e", data }).event.data;
    expect(Object.keys(kept)).toEqual(["__proto__", "constructor", "toJSON"]);
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
  });

  test("has the key its request's seed gives, and one of its own when the seed is malformed", () => {
    const seed = `${receivedAt},AAAAAAAAAAAAAA==`;
    expect(read({ name: "e" }, seed).key).toBe(read({ name: "f" }, seed).key);
    for (const malformed of [
      "",
      "x",
      `0,AAAAAAAAAAAAAA==`,
      `${receivedAt},AAAA`,
      "999999999999999,AAAAAAAAAAAAAA==",
    ]) {
      const [first, second] = [read({ name: "e" }, malformed), read({ name: "e" }, malformed)];
      expect(first.key).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
      expect(first.key).not.toBe(second.key);
    }
  });
});
