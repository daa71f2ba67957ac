import { randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";

const COUNT = 10;
const LENGTH = 10;
/** Crockford's base32: no I, L, O, U to be mistaken. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

interface Parameters {
  memoryCost: number;
  timeCost: number;
  parallelism: number;
}

/** OWASP's first choice for Argon2id, as for passwords. */
const current: Parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** 50 random bits; 32 divides 256, so each character is equally likely. */
function newCode(): string {
  return Array.from(randomBytes(LENGTH), (byte) => alphabet[byte % 32]).join("");
}

/** As people read it: "ABCDE-12345". */
export const shownCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

const hashWith = (code: string, salt: Uint8Array, parameters: Parameters): Promise<string> =>
  hash(code, { ...parameters, salt });

/**
 * Ten codes and their Argon2id hashes (PHC strings). One salt for the set: a code that is shown costs one hash and not
 * ten, and its hash can be looked up. Codes are random, so nobody else's set can have the same.
 */
export async function newRecoveryCodes(): Promise<{ codes: string[]; hashes: string[] }> {
  const codes = Array.from({ length: COUNT }, newCode);
  const salt = randomBytes(16);
  return { codes, hashes: await Promise.all(codes.map((code) => hashWith(code, salt, current))) };
}

/**
 * The hash that a code would have in the set that this hash is one of.
 * @param phc `$argon2id$v=19$m=…,t=…,p=…$salt$hash`
 */
export function recoveryHashOf(code: string, phc: string): Promise<string> {
  const [, m, t, p, salt] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$/.exec(phc) ?? [];
  if (!salt) throw new Error("this is no Argon2id hash");
  const parameters = { memoryCost: Number(m), timeCost: Number(t), parallelism: Number(p) };
  return hashWith(code, Buffer.from(salt, "base64"), parameters);
}
