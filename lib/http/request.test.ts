import { expect, test } from "vitest";
import { deviceOf, requestIdOf, safeReturnPath } from "#lib/http/request.ts";

test("sign-in leads back only to paths of this site", () => {
  expect(safeReturnPath("/acme/runs/3?tab=diff")).toBe("/acme/runs/3?tab=diff");
  for (const path of [
    "//evil.test",
    "/\\evil.test",
    "/\t/evil.test",
    "https://evil.test",
    "evil",
    "",
    null,
  ]) {
    expect(safeReturnPath(path), String(path)).toBe("/");
  }
});

test("a request id of a proxy before us is kept, anything else is replaced", () => {
  expect(requestIdOf(new Headers({ "x-request-id": "abc-12345" }))).toBe("abc-12345");
  expect(requestIdOf(new Headers({ "x-request-id": 'a" onload=x' }))).toMatch(/^[0-9a-f-]{36}$/);
});

test("the address is what our proxy saw and not what the caller wrote before it; the browser is clipped", () => {
  const headers = new Headers({ "x-forwarded-for": "10.0.0.1, 203.0.113.9", "user-agent": "x".repeat(900) });
  expect(deviceOf(headers)).toEqual({ userAgent: "x".repeat(400), ip: "203.0.113.9" });
  expect(deviceOf(new Headers({ "x-forwarded-for": "203.0.113.9" })).ip).toBe("203.0.113.9");
  expect(deviceOf(new Headers()).ip).toBe("unknown");
});
