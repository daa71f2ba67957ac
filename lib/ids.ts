import { createHash, randomBytes, randomUUID } from "node:crypto";

/** A random UUID (v4), the id of every row. */
export const newId = (): string => randomUUID();

/** A random token for a URL or header: 32 bytes, base64url. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** SHA-256 of a text or bytes, hex: how tokens are stored and inputs are digested. */
export const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
