import { createHash, randomBytes, randomUUID } from "node:crypto";

/** A random UUID (v4), the id of every row. */
export const newId = (): string => randomUUID();

/** A random token for a URL or header: 32 bytes, base64url. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** SHA-256 of a text or bytes, hex: how tokens are stored and inputs are digested. */
export const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** A UUID derived from a name: the same name always gives the same id (idempotency keys). */
export function idFrom(name: string): string {
  const hex = sha256(name).slice(0, 32).split("");
  hex[12] = "5";
  hex[16] = "8";
  const text = hex.join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    "-",
  );
}
