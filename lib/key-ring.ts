import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { env } from "#lib/env.ts";

/** Keys that seal what the platform must be able to read again, such as a customer's credentials. */
export interface KeyRing {
  /** Id of the key that seals; the others only open. */
  sealingKeyId: string;
  /** Id → 256-bit key. Key objects show nothing of themselves when they are logged. */
  keys: ReadonlyMap<string, KeyObject>;
}

const VERSION = "v1";
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed text that can't be opened, or a ring that can't be read. Says why, and nothing of the content. */
export class KeyRingError extends Error {
  override readonly name = "KeyRingError";
}

/**
 * Reads the value of ENCRYPTION_KEYS: `id:key,id:key`, each key 32 bytes in base64. The first one seals, all open.
 * @throws KeyRingError that names the entry by its place, never by its content
 */
export function readKeyRing(text: string): KeyRing {
  const keys = new Map<string, KeyObject>();
  for (const [index, entry] of text.split(",").entries()) {
    const [, id, encoded] = /^\s*([a-z0-9][a-z0-9-]{0,31}):([A-Za-z0-9+/_-]+=*)\s*$/.exec(entry) ?? [];
    const bytes = Buffer.from(encoded ?? "", "base64");
    if (!id || bytes.length !== KEY_BYTES) {
      throw new KeyRingError(
        `Entry ${index + 1} of ENCRYPTION_KEYS is not "id:key" with a key of ${KEY_BYTES} bytes in base64.`,
      );
    }
    if (keys.has(id)) throw new KeyRingError(`ENCRYPTION_KEYS names the key "${id}" twice.`);
    keys.set(id, createSecretKey(bytes));
  }
  const [sealingKeyId] = keys.keys();
  if (!sealingKeyId) throw new KeyRingError("ENCRYPTION_KEYS holds no key.");
  return { sealingKeyId, keys };
}

/** A new entry for ENCRYPTION_KEYS. */
export const newKeyEntry = (id: string): string => `${id}:${randomBytes(KEY_BYTES).toString("base64")}`;

/** Version, key and binding go into the tag, so that none of them can be exchanged. */
const boundData = (keyId: string, boundTo: string): Buffer =>
  Buffer.from(JSON.stringify([VERSION, keyId, boundTo]));

/**
 * Seals a text with AES-256-GCM (NIST SP 800-38D, random 96-bit IV).
 * @param boundTo where the text belongs, such as `credentials:<id>`; it opens there and nowhere else
 * @returns `v1.<key id>.<iv>.<cipher text and tag>`, the last two in base64url
 */
export function seal(ring: KeyRing, plaintext: string, boundTo: string): string {
  const id = ring.sealingKeyId;
  const key = ring.keys.get(id);
  if (!key) throw new KeyRingError(`The ring has no key "${id}".`);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundData(id, boundTo));
  const data = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, id, iv.toString("base64url"), data.toString("base64url")].join(".");
}

function readSealed(sealed: string): { keyId: string; iv: Buffer; data: Buffer } {
  const [, keyId, iv, data] = /^v1\.([a-z0-9-]+)\.([\w-]{16})\.([\w-]{22,})$/.exec(sealed) ?? [];
  if (!keyId || !iv || !data) throw new KeyRingError("This is no sealed text.");
  return { keyId, iv: Buffer.from(iv, "base64url"), data: Buffer.from(data, "base64url") };
}

/**
 * Opens a sealed text.
 * @throws KeyRingError when it is none, its key is not in the ring, it was changed, or it is bound to something else
 */
export function open(ring: KeyRing, sealed: string, boundTo: string): string {
  const { keyId, iv, data } = readSealed(sealed);
  const key = ring.keys.get(keyId);
  if (!key)
    throw new KeyRingError(`It was sealed with the key "${keyId}", which ENCRYPTION_KEYS does not hold.`);
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundData(keyId, boundTo));
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new KeyRingError("The sealed text was changed, or belongs elsewhere, or the key is another one.", {
      cause,
    });
  }
}

/** True when a text was sealed with another key than the one that seals now. */
export const needsResealing = (ring: KeyRing, sealed: string): boolean =>
  readSealed(sealed).keyId !== ring.sealingKeyId;

let cached: KeyRing | undefined;

/** The ring of this process, for the edges, which hand it on in a context. */
export function keyRing(): KeyRing {
  const { ENCRYPTION_KEYS } = env();
  if (!ENCRYPTION_KEYS) {
    throw new KeyRingError(
      'Set ENCRYPTION_KEYS to "id:key", where key is the output of `openssl rand -base64 32` (see .env.example). Without it credentials can\'t be kept.',
    );
  }
  cached ??= readKeyRing(ENCRYPTION_KEYS);
  return cached;
}
