import type { Engine } from "../engine-context.ts";
import { admitEvent, claimsOf } from "../flow/admit-event.ts";
import type { StoredEvent } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { storedEventOf } from "../runs/restore-runs.ts";
import type { Row } from "../store/port.ts";
import { triggeredBy } from "./route-event.ts";

/** Held events that are taken to their functions in one go. */
const together = 200;

/**
 * Configured apps whose functions are not known yet, by URL, with the number of events held for them so far.
 * Without this an event that comes before an app's first answer would start nothing.
 */
export class AwaitedApps {
  readonly #held = new Map<string, number>();
  readonly #releasing = new Map<string, Promise<void>>();

  /** @param urls of the configured apps, `known` those that have answered, `holding` those with events left to them */
  constructor({ urls, known, holding }: { urls: string[]; known: Set<string>; holding: Set<string> }) {
    for (const url of urls) if (!known.has(url) || holding.has(url)) this.#held.set(url, 0);
  }

  has(url: string | undefined): boolean {
    return this.#held.size > 0 && url !== undefined && this.#held.has(url);
  }

  /** Holds an event for every awaited app. `given`: functions that get it already, so they don't get it again. */
  hold(engine: Engine, stored: StoredEvent, given: Iterable<RegisteredFunction>): void {
    for (const [url, count] of this.#held) {
      if (count === 0) engine.log.info({ url }, "the app has not answered yet; events are held for it");
      this.#held.set(url, count + 1);
      const row = holdRow(
        url,
        stored,
        [...given].map(({ id }) => id),
      );
      engine.journal.put("holds", row.id, () => row);
    }
  }

  /** Takes what was held to an app that has answered, once; events that come meanwhile line up behind. */
  release(engine: Engine, url: string): Promise<void> {
    if (!this.#held.has(url)) return Promise.resolve();
    const running =
      this.#releasing.get(url) ?? this.#releaseAll(engine, url).finally(() => this.#releasing.delete(url));
    this.#releasing.set(url, running);
    return running;
  }

  async #releaseAll(engine: Engine, url: string): Promise<void> {
    for (;;) {
      const before = this.#held.get(url);
      await engine.journal.sync();
      const rows = await engine.store.heldEvents(url, together);
      if (rows.length === 0 && this.#held.get(url) === before) break;
      await releaseRows(engine, url, rows);
    }
    this.#held.delete(url);
  }
}

const holdRow = (url: string, { key, receivedAt }: StoredEvent, given: string[]): Row => ({
  id: `${key} ${url}`,
  app_url: url,
  event_id: key,
  received_at: receivedAt,
  given: JSON.stringify(given),
});

async function releaseRows(engine: Engine, url: string, rows: Row[]): Promise<void> {
  const due = rows.map((row) => {
    const event = storedEventOf(row);
    const given = new Set(JSON.parse(String(row.given)) as string[]);
    const definitions = [...triggeredBy(engine, event.event)].filter(
      ({ id, appId }) => !given.has(id) && engine.registry.apps.get(appId)?.url === url,
    );
    return { hold: String(row.hold_id), event, definitions };
  });
  const claims = due.flatMap(({ event, definitions }) => definitions.flatMap((one) => claimsOf(one, event)));
  await engine.claims.prepare(claims, engine.clock.now());
  if (engine.closed) return;
  for (const { hold, event, definitions } of due) {
    for (const definition of definitions) admitEvent(engine, definition, event);
    engine.journal.remove("holds", hold);
  }
}
