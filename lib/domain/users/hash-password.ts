import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Unicode has several spellings of the same text; keyboards differ in which one they send. */
const normalise = (password: string): string => password.normalize("NFKC");

/** Argon2id hash of a password as PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalise(password), parameters);
}

/** True when a hash was made with other parameters than ours today. */
export function needsUpgrade(passwordHash: string): boolean {
  const { memoryCost, timeCost, parallelism } = parameters;
  return !passwordHash.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. Without a hash (no such account, or one without a password) the
 * same work is done against a decoy and the answer is false, so that time does not tell which accounts exist.
 */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword("the password of nobody");
  const matches = await verify(passwordHash ?? (await decoy), normalise(password));
  return matches && passwordHash !== null;
}
