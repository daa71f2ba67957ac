import type { Context } from "#lib/domain/context.ts";
import type { KeyRing } from "#lib/key-ring.ts";

/** What verbs get that seal or open a credential; edges add the ring of the process. */
export interface SealingContext extends Context {
  keyRing: KeyRing;
}

/** What a sealed credential is bound to: its own row. */
export const credentialPlace = (id: string): string => `credentials:${id}`;

/** The last four characters of a secret, when they are a small part of it. */
export const lastFourOf = (secret: string): string => (secret.length >= 16 ? secret.slice(-4) : "");
