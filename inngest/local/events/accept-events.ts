import type { Engine } from "../engine-context.ts";
import { claimsOf } from "../flow/admit-event.ts";
import { limits } from "../limits.ts";
import type { StoredEvent } from "../model.ts";
import { EventRefused, readEvent } from "./read-event.ts";
import { routeEvent, triggeredBy } from "./route-event.ts";

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
    throw new EventRefused(`a request may hold ${limits.events} events, this one has ${given.length}`);
  }
  const receivedAt = engine.clock.now();
  const events = given.map((event, index) => readEvent(event, { index, receivedAt, seed }));
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
