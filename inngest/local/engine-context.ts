import type { Connections } from "./call/http-call.ts";
import type { EngineOptions, Logger } from "./engine-options.ts";
import type { AwaitedApps } from "./events/held-events.ts";
import type { RecentKeys } from "./events/recent-keys.ts";
import type { Claims } from "./flow/claims.ts";
import type { Counters } from "./flow/counters.ts";
import type { EventBuffer, Job, StoredEvent } from "./model.ts";
import type { ReadyQueue } from "./queue/ready-queue.ts";
import type { Registry } from "./registry/registry.ts";
import type { LiveRun } from "./runs/live-run.ts";
import type { RunIndex } from "./runs/run-index.ts";
import type { Journal } from "./store/journal.ts";
import type { Store } from "./store/port.ts";
import type { EngineClock } from "./timing/engine-clock.ts";
import type { Cancellable, Timers } from "./timing/timers.ts";

/** Events held back, with what is in memory about them. */
export interface LiveBuffer {
  record: EventBuffer;
  events: StoredEvent[];
  timer?: Cancellable;
}

/** A call that an app which is away is owed. */
export interface WaitingForApp {
  jobId: string;
  resume(): void;
}

/**
 * What every verb of the engine works on. Memory is the truth while the process lives and only verbs change
 * it, each in one go without awaiting; the journal writes what they changed.
 */
export interface Engine {
  options: EngineOptions;
  log: Logger;
  clock: EngineClock;
  timers: Timers;
  store: Store;
  journal: Journal;
  registry: Registry;
  runs: RunIndex;
  queue: ReadyQueue;
  connections: Connections;
  claims: Claims;
  recentKeys: RecentKeys;
  /** Configured apps that have never answered: events are held for them. */
  awaited: AwaitedApps;
  counters: Counters;
  buffers: Map<string, LiveBuffer>;
  /** The cron triggers that are on the clock, by id. */
  crons: Map<string, Cancellable>;
  /** A number larger than any before, also those before a restart. */
  nextGeneration(): number;
  /**
   * Starts the call of a due job; `false` when it is no longer wanted. `release` gives its slots back; with
   * `oneStep` the function returns after each step, so that they pass on soon.
   */
  startCall(run: LiveRun, job: Job, release: () => void, oneStep: boolean): boolean;
  /** Sends an event of the engine's own; it is stored with the changes of the current turn. */
  emit(name: string, data: Record<string, unknown>, id?: string): void;
  /** Says that the app of a function can't be reached: its functions are fetched again once it is back, then `waiting` goes on. */
  appLost(functionId: string, reason: string, waiting: WaitingForApp): void;
  /** Ends the engine because it must not go on. */
  giveUp(error: Error): void;
  closed: boolean;
}
