import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { comesFromElsewhere } from "#lib/http/own-origin.ts";
import { screenRequest } from "#lib/http/screen-request.ts";
import { isListed, readAddressList } from "#lib/net/address-list.ts";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
  process.env.BLOCKED_ADDRESSES = "203.0.113.9, 198.51.100.0/24, 2001:db8::/32";
});

const screen = (path: string, init: RequestInit = {}) =>
  screenRequest(new Request(new URL(path, "http://127.0.0.1:3000"), init), "request-1");
let headers: Headers;
beforeEach(() => {
  headers = new Headers({ host: "127.0.0.1:3000", cookie: "session=1" });
});
afterEach(() => headers.delete("origin"));
const foreign = (name?: string, value = "", method = "POST") => {
  if (name) headers.set(name, value);
  return comesFromElsewhere(method, headers);
};

test("a write must come from our own pages, by what the browser says of it", () => {
  for (const site of ["cross-site", "same-site"]) expect(foreign("sec-fetch-site", site), site).toBe(true);
  for (const site of ["same-origin", "none"]) expect(foreign("sec-fetch-site", site), site).toBe(false);
  for (const method of ["PUT", "PATCH", "DELETE"])
    expect(foreign("sec-fetch-site", "cross-site", method)).toBe(true);
  expect(foreign("sec-fetch-site", "cross-site", "GET")).toBe(false);
});

test("without that, Origin decides; a browser's cookie without either is refused", () => {
  for (const origin of [
    "https://evil.test",
    "null",
    "http://127.0.0.1:3001",
    "http://127.0.0.1:3000.evil.test",
  ])
    expect(foreign("origin", origin), origin).toBe(true);
  expect(foreign("origin", "http://127.0.0.1:3000")).toBe(false);
  headers.delete("origin");
  expect(foreign()).toBe(true);
  headers.delete("cookie");
  expect(foreign()).toBe(false);
});

test("a refusal below /api is a problem document with the id of the request, elsewhere a sentence", async () => {
  const path = "?x=%3Cscript%3E";
  const api = screen(`/api/v1/goals${path}`);
  expect(api?.status).toBe(403);
  expect(api?.headers.get("content-type")).toBe("application/problem+json");
  expect(await api?.json()).toMatchObject({ status: 403, code: "forbidden", requestId: "request-1" });
  expect(await screen(`/acme${path}`)?.text()).toMatch(/looks like a probe/);
  expect(screen("/acme")).toBeNull();
});

test("foreign writes, large bodies and listed addresses go no further", () => {
  const write = { method: "POST", body: "{}" };
  expect(screen("/acme", { ...write, headers: { "sec-fetch-site": "cross-site" } })?.status).toBe(403);
  expect(screen("/acme", { ...write, headers: { "content-length": "1048577" } })?.status).toBe(413);
  expect(screen("/acme", { ...write, headers: { "content-length": "1048576" } })).toBeNull();
  expect(screen("/acme", { headers: { "x-forwarded-for": "8.8.8.8, 198.51.100.77" } })?.status).toBe(403);
  expect(screen("/acme", { headers: { "x-forwarded-for": "198.51.100.77, 8.8.8.8" } })).toBeNull();
});

test("goals and code in a body are never looked at", () => {
  const body = "' OR 1=1; DROP TABLE users; <script>alert(1)</script> ../../etc/passwd";
  expect(
    screen("/api/v1/goals", { method: "POST", body, headers: { "sec-fetch-site": "same-origin" } }),
  ).toBeNull();
});

test("address lists know both families, ranges and IPv4 in IPv6", () => {
  const ranges = readAddressList("203.0.113.9,198.51.100.0/24,2001:db8::/32");
  for (const address of ["203.0.113.9", "198.51.100.1", "2001:db8::1", "::ffff:203.0.113.9"])
    expect(isListed(address, ranges), address).toBe(true);
  for (const address of ["203.0.113.8", "2001:db9::1", "unknown", ""])
    expect(isListed(address, ranges)).toBe(false);
  expect(() => readAddressList("nonsense")).toThrow();
});
