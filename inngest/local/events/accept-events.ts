import type { Engine } from "../engine-context.ts";
import { claimsOf } from "../flow/admit-event.ts";
import { newUlid, seededUlid } from "../ids.ts";
import { limits } from "../limits.ts";
import type { StoredEvent } from "../model.ts";
import { routeEvent, triggeredBy } from "./route-event.ts";

/** Events that can't be taken; `status` is the HTTP status for it. */
export class EventRefused extends Error {
  override name = "EventRefused";
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

/** Events that are stored in one go; a larger request lets others have their turn in between. */
const together = 200;

/**
 * Takes the events of one request and returns their ids once all are stored. A request with a wrong event is
 * refused as a whole. With a seed the same request sent again gives the same ids and starts nothing twice.
 * Throws {@link EventRefused}.
 */
export async function acceptEvents(engine: Engine, body: unknown, seed?: string): Promise<string[]> {
  const given = Array.isArray(body) ? body : [body];
  if (given.length > limits.events) {
    throw new EventRefused(`a request may hold ${limits.events} events, this one has ${given.length}`, 413);
  }
  const events = given.map((event, index) => readEvent(engine, event, index, seed));
  await prepareClaims(engine, events);
  const known = await storedBefore(engine, events, seed);
  for (let at = 0; at < events.length; at += together) {
    for (const event of events.slice(at, at + together)) {
      if (!known.has(event.key) && engine.recentKeys.add(event.key)) routeEvent(engine, event);
    }
    await engine.journal.sync();
  }
  return events.map(({ key }) => key);
}

function readEvent(engine: Engine, given: unknown, index: number, seed?: string): StoredEvent {
  const receivedAt = engine.clock.now();
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new EventRefused(`event ${index + 1} is not an object`);
  }
  const { name, data, user, ts, id, v } = given as Record<string, unknown>;
  if (typeof name !== "string" || name.trim() === "") throw new EventRefused("event name is empty");
  if (data !== undefined && data !== null && (typeof data !== "object" || Array.isArray(data))) {
    throw new EventRefused(`the data of the event ${name} is not an object`);
  }
  const size = Buffer.byteLength(JSON.stringify(given));
  if (size > limits.event) {
    throw new EventRefused(`the event ${name} has ${size} bytes; the limit is ${limits.event}`, 413);
  }
  const key = (seed && seededUlid(seed, index)) || newUlid(receivedAt);
  return {
    key,
    receivedAt,
    event: {
      id: typeof id === "string" && id !== "" ? id : key,
      name,
      data: (data ?? {}) as Record<string, unknown>,
      user: (user ?? {}) as Record<string, unknown>,
      ts: typeof ts === "number" && Number.isFinite(ts) && ts > 0 ? ts : receivedAt,
      ...(typeof v === "string" ? { v } : {}),
    },
  };
}

/** What routing will ask for is looked up before, because routing doesn't wait. */
async function prepareClaims(engine: Engine, events: StoredEvent[]): Promise<void> {
  const claims = events.flatMap((event) =>
    [...triggeredBy(engine, event.event)].flatMap((definition) => claimsOf(definition, event)),
  );
  await engine.claims.prepare(claims, engine.clock.now());
}

/** Ages of a seed (ms) at which the request is its first try: looking in the store would cost each one a query. */
const firstTry = 50;

/** Keys of the events that an earlier try of the same request has stored, possibly before a restart. */
async function storedBefore(engine: Engine, events: StoredEvent[], seed?: string): Promise<Set<string>> {
  const age = Math.abs(engine.clock.now() - Number(seed?.split(",")[0] ?? Number.NaN));
  if (Number.isNaN(age) || age < firstTry) return new Set();
  const rows = await engine.store.eventsByKey(events.map(({ key }) => key));
  return new Set(rows.map(({ id }) => id));
}
