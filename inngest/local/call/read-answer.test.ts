import { expect, test } from "vitest";
import { readAnswer } from "./read-answer.ts";

const sdk = { "x-inngest-sdk": "js:v4.24.0", "x-inngest-req-version": "2" };
const read = (status: number, body: string, headers: Record<string, string> = sdk) =>
  readAnswer({ status, headers, body }, 0);

test("200 is the result of the function", () => {
  expect(read(200, '{"a":1}')).toEqual({ kind: "result", data: '{"a":1}', requestVersion: 2 });
  expect(read(200, "")).toMatchObject({ kind: "result", data: "null" });
});

test("206 is one operation or several", () => {
  expect(read(206, '{"id":"a","op":"Sleep","name":"1s"}')).toMatchObject({ kind: "ops", ops: [{ id: "a" }] });
  expect(read(206, '[{"id":"a","op":"StepRun"},{"id":"b","op":"StepPlanned"}]')).toMatchObject({
    ops: [{ id: "a" }, { id: "b" }],
  });
});

test.each([
  ["without the SDK's header", 200, "{}", {}],
  ["that is not JSON", 206, "<html>", sdk],
  ["with an operation without an id", 206, '[{"op":"Sleep"}]', sdk],
  ["of a stream that broke off", 201, '{"status":20', sdk],
])("an answer %s is an error that is tried again", (_, status, body, headers) => {
  expect(read(status, body, headers)).toMatchObject({ kind: "error", retriable: true });
});

test.each([
  [500, {}, true],
  [503, {}, true],
  [400, {}, false],
  [404, {}, false],
  [400, { "x-inngest-no-retry": "false" }, true],
  [500, { "x-inngest-no-retry": "true" }, false],
])("status %i with the headers %j is retriable: %s", (status, headers, retriable) => {
  expect(read(status, '{"name":"E","message":"m"}', { ...sdk, ...headers })).toMatchObject({
    kind: "error",
    retriable,
    error: { name: "E", message: "m" },
  });
});

test("Retry-After is heard", () => {
  expect(read(500, "{}", { ...sdk, "retry-after": "7" })).toMatchObject({ retryAfterMs: 7000 });
});

test("a streamed answer is the one it wraps", () => {
  const body = JSON.stringify({
    status: 206,
    headers: { "X-Inngest-No-Retry": "true" },
    body: '[{"id":"a","op":"StepError"}]',
  });
  expect(read(201, body)).toMatchObject({ kind: "ops", noRetry: true });
});

test("an error body of any form becomes an error with a message", () => {
  expect(read(500, "plain text")).toMatchObject({ error: { name: "Error", message: "plain text" } });
  expect(read(500, '"text"')).toMatchObject({ error: { message: "text" } });
  expect(read(500, "")).toMatchObject({ error: { message: "the app answered with status 500" } });
  expect(read(500, '{"error":"old style"}')).toMatchObject({ error: { message: "old style" } });
});
