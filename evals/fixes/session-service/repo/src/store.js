import { send } from "./connection.js";
import { keyOf } from "./session.js";

/** Keeps a session until it expires. */
export async function saveSession(session) {
  await send(["SET", keyOf(session.id), JSON.stringify({ user: session.user }), "EX", String(session.seconds)]);
}

/** The user of a session; null when it has expired. */
export async function userOf(id) {
  const text = await send(["GET", keyOf(id)]);
  return text === null ? null : JSON.parse(text).user;
}

export async function endSession(id) {
  await send(["DEL", keyOf(id)]);
}
