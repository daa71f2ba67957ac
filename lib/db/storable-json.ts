import type { Json } from "#lib/db/types.ts";

/** A value as Postgres can keep it in `jsonb`: plain JSON without NUL characters, which output of repository code may hold. */
export function storableJson<Value>(value: Value): Json {
  return JSON.parse(JSON.stringify(value ?? null).replaceAll("\\u0000", "\\ufffd")) as Json;
}
