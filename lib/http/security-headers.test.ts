import { expect, test } from "vitest";
import { contentSecurityPolicy, newNonce, securityHeaders } from "#lib/http/security-headers.ts";

test("a nonce is new each time and has 128 bits", () => {
  const nonces = new Set(Array.from({ length: 100 }, newNonce));
  expect(nonces.size).toBe(100);
  for (const nonce of nonces) expect(Buffer.from(nonce, "base64")).toHaveLength(16);
});

test("scripts run by nonce alone: neither inline nor evaluated ones without it", () => {
  const policy = contentSecurityPolicy("abc", false);
  const scripts = policy.split("; ").find((directive) => directive.startsWith("script-src"));
  expect(scripts).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("base-uri 'none'");
});

test("HTTPS is made to stay only where it is used", () => {
  expect(securityHeaders(true)["strict-transport-security"]).toContain("max-age=63072000");
  expect(securityHeaders(false)["strict-transport-security"]).toBeUndefined();
  expect(contentSecurityPolicy("abc", true)).toContain("upgrade-insecure-requests");
  expect(contentSecurityPolicy("abc", false)).not.toContain("upgrade-insecure-requests");
});
