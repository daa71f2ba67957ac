import { generateSync } from "otplib";
import { expect, test } from "vitest";
import { newTotpSecret, stepOf, totpUri } from "#lib/domain/two-factor/totp.ts";

const secret = newTotpSecret();
const now = new Date("2026-11-21T12:00:10Z");
const step = Math.floor(now.getTime() / 30_000);
const codeAt = (offset: number) => generateSync({ secret, epoch: now.getTime() / 1000 + offset });

test("codes of RFC 6238 belong to their step", () => {
  // Appendix B, SHA-1, the last six of eight digits; the secret is "12345678901234567890".
  const ofRfc = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  expect(stepOf(ofRfc, "287082", new Date(59_000))).toBe(1);
  expect(stepOf(ofRfc, "081804", new Date(1_111_111_109_000))).toBe(37_037_036);
});

test("a clock may be off by one step in either direction and no more", () => {
  expect([-30, 0, 30].map((offset) => stepOf(secret, codeAt(offset), now))).toEqual([
    step - 1,
    step,
    step + 1,
  ]);
  expect([-90, -60, 60, 90].map((offset) => stepOf(secret, codeAt(offset), now))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("the address for the app names product, account and secret", () => {
  const uri = new URL(totpUri(secret, "ada@example.test"));
  expect(uri.protocol + uri.host).toBe("otpauth:totp");
  expect(decodeURIComponent(uri.pathname)).toBe("/MorningAI:ada@example.test");
  expect(uri.searchParams.get("secret")).toBe(secret);
  expect(uri.searchParams.get("issuer")).toBe("MorningAI");
});
