import { expect, test } from "vitest";
import { deviceHashOf, newDeviceCookie } from "#lib/http/device-cookie.ts";

process.env.NEXTAUTH_SECRET = "a secret of this test, long enough";
const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";

test("a browser is known again after an update, and a copy of its cookie elsewhere is not it", () => {
  const cookie = newDeviceCookie();
  const known = deviceHashOf(cookie, chrome);
  expect(known).toMatch(/^[0-9a-f]{64}$/);
  expect(deviceHashOf(cookie, chrome.replace("140", "141"))).toBe(known);
  expect(deviceHashOf(cookie, "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")).not.toBe(known);
  expect(deviceHashOf(newDeviceCookie(), chrome)).not.toBe(known);
});

test("an id that somebody chose is no device", () => {
  const [id, signature] = newDeviceCookie().split(".");
  for (const cookie of [undefined, "", "made-up", `${id}.`, `${id}x.${signature}`, `${id}.${signature}x`]) {
    expect(deviceHashOf(cookie, chrome)).toBeUndefined();
  }
});
