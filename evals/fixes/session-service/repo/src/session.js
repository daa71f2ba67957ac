import { randomUUID } from "node:crypto";

const THIRTY_MINUTES = 30 * 60;

/** A new session of a user. */
export function newSession(user) {
  return { id: randomUUID(), user, seconds: THIRTY_MINUTES };
}

export const keyOf = (id) => `session:${id}`;
