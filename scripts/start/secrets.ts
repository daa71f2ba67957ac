/**
 * The secrets of the embedded parts, made at the first start and kept in `<DATA_DIR>/secrets.json`; the keys that seal
 * credentials in `<DATA_DIR>/encryption-keys` (both mode 0600).
 */
import { randomBytes, randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { KeyRingError, newKeyEntry, readKeyRing } from "#lib/key-ring.ts";
import { Problem } from "./problem.ts";
import { createAtomic } from "./write-atomic.ts";

const schema = z.object({
  jwtSecret: z.string().min(32),
  publishableKey: z.string().startsWith("sb_publishable_"),
  secretKey: z.string().startsWith("sb_secret_"),
  nextauthSecret: z.string().min(32),
  cronSecret: z.string().min(16),
  adminPassword: z.string().min(12),
  ownerPassword: z.string().min(12),
});

export type Secrets = z.infer<typeof schema> & {
  /** Value of ENCRYPTION_KEYS. */
  encryptionKeys: string;
};

const random = (bytes: number) => randomBytes(bytes).toString("base64url");

/** Without letters and digits that look alike. */
const alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Four groups of four (92 bits), with a small letter, a capital and a digit. */
function makePassword(): string {
  while (true) {
    const letters = Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join("");
    if (/[a-z]/.test(letters) && /[A-Z]/.test(letters) && /\d/.test(letters)) {
      return letters.replace(/(.{4})(?!$)/g, "$1-");
    }
  }
}

function makeSecrets(): z.infer<typeof schema> {
  return {
    jwtSecret: random(48),
    publishableKey: `sb_publishable_${random(24)}`,
    secretKey: `sb_secret_${random(32)}`,
    nextauthSecret: random(48),
    cronSecret: random(32),
    adminPassword: makePassword(),
    ownerPassword: makePassword(),
  };
}

/** Reads the secrets of a data folder; makes them when there are none. */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, "secrets.json");
  createAtomic(path, `${JSON.stringify(makeSecrets(), null, 2)}\n`);
  try {
    const made = schema.parse(JSON.parse(readFileSync(path, "utf8")));
    return { ...made, encryptionKeys: loadEncryptionKeys(dataDir) };
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem(
      `${path} can't be used: it is damaged or not one of ours.`,
      "Bring it back from a backup, or move it away to get new secrets (everyone signs in again).",
      { cause },
    );
  }
}

/**
 * The value of ENCRYPTION_KEYS of a data folder; makes a key when there is none. A file of its own: other secrets can
 * be made anew, but what is sealed is lost with its key. To rotate, put a new entry before the old one.
 */
function loadEncryptionKeys(dataDir: string): string {
  const path = join(dataDir, "encryption-keys");
  createAtomic(path, `${newKeyEntry("k1")}\n`);
  const text = readFileSync(path, "utf8").trim();
  try {
    readKeyRing(text);
    return text;
  } catch (cause) {
    if (!(cause instanceof KeyRingError)) throw cause;
    throw new Problem(
      `${path} can't be used. ${cause.message}`,
      "Bring it back from a backup: stored credentials open with these keys only. Without one, move it away and enter the credentials again.",
      { cause },
    );
  }
}
