import { expect, test } from "vitest";
import { parseRequest } from "./request.ts";

test("defaults are filled in", () => {
  const request = parseRequest(
    '{"command":"localise","root":"/r","runner":"jest","testFiles":["a.test.js"]}',
  );
  expect(request).toMatchObject({ seconds: 60, maxPatches: 5, failingTests: [], hints: "" });
});

test("text that is not JSON is refused in words", () => {
  expect(() => parseRequest("{")).toThrow("not JSON");
});
