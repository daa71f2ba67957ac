import { createHmac, timingSafeEqual } from "node:crypto";
import { deviceName } from "#lib/domain/sessions/device-name.ts";
import { authSecret } from "#lib/http/session-cookie.ts";
import { newToken, sha256 } from "#lib/ids.ts";

/** Tells a browser that has signed in before from a new one. It opens nothing. */
export const DEVICE_COOKIE = "__Secure-morningai.device";

/** Lax: it has to come along on the way back from another site's sign-in page. */
export const deviceCookieOptions = {
  httpOnly: true,
  secure: true,
  sameSite: "lax",
  path: "/",
  maxAge: 400 * 24 * 60 * 60,
} as const;

const signatureOf = (id: string): string =>
  createHmac("sha256", authSecret()).update(`device:${id}`).digest("base64url");

/** A cookie for a browser that has none: a random id, signed so that nobody can choose one. */
export function newDeviceCookie(): string {
  const id = newToken();
  return `${id}.${signatureOf(id)}`;
}

/**
 * What is kept of the device: a digest of the cookie's id and the kind of browser, so that a copied cookie in another
 * browser is another device.
 * @returns undefined without a cookie of ours
 */
export function deviceHashOf(cookie: string | undefined, userAgent: string): string | undefined {
  const [id = "", signature = ""] = cookie?.split(".") ?? [];
  if (!id || !signature) return undefined;
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(id))];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return sha256(`${id}:${deviceName(userAgent)}`);
}
