import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { EngineOptions } from "../engine-options.ts";

const prefixOf = (key: string): string => /^signkey-\w+-/.exec(key)?.[0] ?? "";
const secretOf = (key: string): string => key.slice(prefixOf(key).length);

/**
 * JSON text of a value in the canonical form of RFC 8785: keys sorted by UTF-16 code units, no white space.
 * The SDK signs and checks this form, whatever the text was on the way.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonicalJson(item)}`).join(",")}}`;
}

/** Value of `x-inngest-signature` for a JSON body at a moment (epoch ms). */
export function signatureOf(body: string, key: string, now: number): string {
  const at = `${Math.floor(now / 1000)}`;
  const digest = createHmac("sha256", secretOf(key))
    .update(canonicalJson(JSON.parse(body)))
    .update(at);
  return `t=${at}&s=${digest.digest("hex")}`;
}

/** The header that proves to an app who calls it; none without a signing key. */
export function signatureHeader(
  { signingKey }: EngineOptions,
  body: string,
  now: number,
): Record<string, string> {
  return signingKey ? { "x-inngest-signature": signatureOf(body, signingKey, now) } : {};
}

/** The form in which the SDK shows that it has a signing key: its prefix and a hash of the rest. */
export function hashedKey(key: string): string {
  return (
    prefixOf(key) +
    createHash("sha256")
      .update(Buffer.from(secretOf(key), "hex"))
      .digest("hex")
  );
}

/** Compares two secrets in a time that doesn't tell where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
