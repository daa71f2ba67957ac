import { expect, test } from "vitest";
import { isLoopbackVisit } from "#lib/http/loopback.ts";

const here = "http://127.0.0.1:3000";
const visit = (headers: Record<string, string>, appUrl = here) =>
  isLoopbackVisit(new Headers(headers), appUrl);

test("a visit by a name of this machine is one, with and without what Next adds", () => {
  for (const host of ["127.0.0.1:3000", "localhost:3000", "[::1]:3000", "127.0.0.1"]) {
    expect(visit({ host }), host).toBe(true);
    expect(visit({ host, "x-forwarded-host": host, "x-forwarded-for": "::ffff:127.0.0.1" }), host).toBe(true);
  }
});

test("a foreign name, address or installation is not", () => {
  const host = "127.0.0.1:3000";
  expect(visit({})).toBe(false);
  for (const other of ["evil.example:3000", "127.0.0.1.evil.example", "localhost.evil.example"])
    expect(visit({ host: other }), other).toBe(false);
  expect(visit({ host, "x-forwarded-for": "203.0.113.9" })).toBe(false);
  expect(visit({ host, "x-forwarded-for": "127.0.0.1, 203.0.113.9" })).toBe(false);
  expect(visit({ host, "x-forwarded-host": "app.example.com" })).toBe(false);
  expect(visit({ host }, "https://app.example.com")).toBe(false);
});
