import { openConnections } from "./call/http-call.ts";
import { describeError } from "./describe-error.ts";
import type { Engine } from "./engine-context.ts";
import { type EngineOptions, silentLogger } from "./engine-options.ts";
import { AwaitedApps } from "./events/held-events.ts";
import { RecentKeys } from "./events/recent-keys.ts";
import { routeEvent } from "./events/route-event.ts";
import { Claims } from "./flow/claims.ts";
import { Counters } from "./flow/counters.ts";
import { newUlid } from "./ids.ts";
import { ReadyQueue } from "./queue/ready-queue.ts";
import { restoreApps } from "./registry/register-app.ts";
import { Registry } from "./registry/registry.ts";
import { scheduleCrons } from "./registry/schedule-crons.ts";
import { restoreRuns } from "./runs/restore-runs.ts";
import { RunIndex } from "./runs/run-index.ts";
import { startCall } from "./runs/start-call.ts";
import { Journal } from "./store/journal.ts";
import type { Store } from "./store/port.ts";
import { createEngineClock } from "./timing/engine-clock.ts";
import { Timers } from "./timing/timers.ts";

const defaultMaxCalls = 256;
/** Calls of one opening of the store; the number of the opening comes before it. */
const callsPerOpening = 1e9;

/** Builds the engine over an open store and takes up what the store has. Nothing listens yet. */
export async function createEngine(options: EngineOptions, store: Store): Promise<Engine> {
  const log = options.logger ?? silentLogger;
  const clock = createEngineClock();
  const queue = new ReadyQueue(options.maxCalls ?? defaultMaxCalls);
  // What a call would bring could not be kept now, and without the lock another engine may be making it.
  const journal = new Journal(store, log, {
    failing: () => queue.hold("the store can't be written"),
    writing: () => queue.lift("the store can't be written"),
    taken: (error) => engine.giveUp(error),
  });
  const rows = await store.loadLive();
  let calls = 0;
  const engine: Engine = {
    options,
    log,
    clock,
    store,
    journal,
    timers: new Timers(clock, (error) =>
      log.error({ error: describeError(error) }, "an action of a timer failed"),
    ),
    registry: new Registry(),
    runs: new RunIndex(),
    queue,
    connections: openConnections(),
    claims: new Claims(store, journal),
    recentKeys: new RecentKeys(),
    awaited: new AwaitedApps({
      urls: options.appUrls ?? [],
      known: new Set(rows.apps.map(({ body }) => (JSON.parse(String(body)) as { url: string }).url)),
      holding: new Set(rows.holdingUrls),
    }),
    counters: new Counters(journal),
    buffers: new Map(),
    crons: new Map(),
    closed: false,
    nextGeneration: () => store.generation * callsPerOpening + ++calls,
    startCall: (run, job, release, oneStep) => startCall(engine, run, job, release, oneStep),
    appLost: () => {},
    giveUp: () => {},
    emit: (name, data, id) => emit(engine, name, data, id),
  };
  store.watch({
    lost(reason) {
      log.warn({ reason }, "the connection to the store is lost; no further calls until it is back");
      queue.hold("the lock is lost");
    },
    back() {
      log.info({}, "the connection to the store is back");
      queue.lift("the lock is lost");
    },
    taken: (error) => engine.giveUp(error),
  });
  restoreApps(engine, rows.apps);
  engine.counters.restore(rows.counters);
  restoreRuns(engine, rows);
  scheduleCrons(engine);
  return engine;
}

/**
 * Routing may end further runs, which emit further events; so it happens after the current change is complete,
 * but before the journal writes it.
 */
function emit(engine: Engine, name: string, data: Record<string, unknown>, id?: string): void {
  const now = engine.clock.now();
  const key = newUlid(now);
  const event = { id: id ?? key, name, data, user: {}, ts: now };
  queueMicrotask(() => {
    try {
      routeEvent(engine, { key, receivedAt: now, event });
    } catch (error) {
      engine.log.error(
        { error: describeError(error), event: name },
        "an event of the engine can't be routed",
      );
    }
  });
}
