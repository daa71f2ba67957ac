import { z } from "zod";
import { newUlid, seededUlid } from "../ids.ts";
import { limits } from "../limits.ts";
import type { StoredEvent } from "../model.ts";

/** An event that can't be taken; the message is meant for its sender. */
export class EventRefused extends Error {
  override name = "EventRefused";
}

const reservedPrefix = "inngest/";
const earliest = Date.UTC(1980, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** Taken as it is: a copy would lose fields such as "__proto__". */
const fields = z
  .custom<Record<string, unknown>>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "must be an object",
  )
  .nullish();

/** Absent, null and 0 all mean now, as on the Inngest server. */
const timestamp = z
  .int()
  .refine((ts) => ts === 0 || ts >= earliest, "timestamp is before Jan 1, 1980")
  .refine((ts) => ts <= latest, "timestamp is after Jan 1, 2100")
  .nullish();

const schema = z.object({
  name: z
    .string()
    .max(limits.name)
    .refine((name) => !name.startsWith(reservedPrefix), "event name is reserved for internal use"),
  data: fields,
  user: fields,
  id: z.string().nullish(),
  ts: timestamp,
  v: z.string().nullish(),
});

/**
 * Parses one event of a request. Its key comes from the request's seed, where there is a good one.
 * Throws {@link EventRefused}.
 */
export function readEvent(
  given: unknown,
  { index, receivedAt, seed }: { index: number; receivedAt: number; seed?: string },
): StoredEvent {
  refuseShape(given, index);
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [{ path, message } = { path: [], message: "" }] = parsed.error.issues;
    throw new EventRefused(`event ${index + 1} is not valid: ${path.join(".")}: ${message}`);
  }
  const { name, data, user, ts, id, v } = parsed.data;
  const key = (seed && seededUlid(seed, index)) || newUlid(receivedAt);
  return {
    key,
    receivedAt,
    event: {
      id: id || key,
      name,
      data: ownData(data),
      user: user ?? {},
      ts: ts || receivedAt,
      ...(v ? { v } : {}),
    },
  };
}

function refuseShape(given: unknown, index: number): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new EventRefused(`event ${index + 1} is not an object`);
  }
  if (!("name" in given) || given.name === null || given.name === "") {
    throw new EventRefused("event name is empty");
  }
  if (isDeeper(given, limits.depth)) {
    throw new EventRefused(`event ${index + 1} is nested deeper than ${limits.depth} levels`);
  }
  const size = Buffer.byteLength(JSON.stringify(given));
  if (size > limits.event) {
    throw new EventRefused(`event ${index + 1} is over the max size: ${size} of ${limits.event} bytes`);
  }
}

/** What comes after would exhaust the stack on a value nested without measure. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** The engine's own mark on events of invocations; passed on by a function it would be mistaken for one. */
function ownData(data: Record<string, unknown> | null | undefined): Record<string, unknown> {
  if (!data || !Object.hasOwn(data, "_inngest")) return data ?? {};
  const own = Object.entries(data).filter(([name]) => name !== "_inngest");
  return Object.fromEntries(own);
}
