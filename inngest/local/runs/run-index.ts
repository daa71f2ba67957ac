import type { Cancellation, Wait } from "../model.ts";
import type { LiveRun } from "./live-run.ts";

export interface WaitingRun {
  run: LiveRun;
  wait: Wait;
}

export interface CancellableRun {
  run: LiveRun;
  cancellation: Cancellation;
}

/** The live runs, found by id and by what can wake or cancel them. */
export class RunIndex {
  readonly #runs = new Map<string, LiveRun>();
  readonly #events = new Map<string, Map<Wait, WaitingRun>>();
  readonly #signals = new Map<string, WaitingRun>();
  readonly #cancellations = new Map<string, Map<Cancellation, CancellableRun>>();
  readonly #singletons = new Map<string, LiveRun>();

  get size(): number {
    return this.#runs.size;
  }

  all(): Iterable<LiveRun> {
    return this.#runs.values();
  }

  get(id: string): LiveRun | undefined {
    return this.#runs.get(id);
  }

  add(run: LiveRun): void {
    const { record } = run;
    this.#runs.set(record.id, run);
    if (record.singletonKey !== undefined) this.#singletons.set(record.singletonKey, run);
    for (const wait of record.waits) this.addWait(run, wait);
    for (const cancellation of record.cancellations) {
      groupOf(this.#cancellations, cancellation.event).set(cancellation, { run, cancellation });
    }
  }

  remove(run: LiveRun): void {
    const { record } = run;
    this.#runs.delete(record.id);
    const key = record.singletonKey;
    if (key !== undefined && this.#singletons.get(key) === run) this.#singletons.delete(key);
    for (const wait of record.waits) this.removeWait(wait);
    for (const cancellation of record.cancellations) {
      removeFrom(this.#cancellations, cancellation.event, cancellation);
    }
  }

  addWait(run: LiveRun, wait: Wait): void {
    if (wait.kind === "event") groupOf(this.#events, wait.target).set(wait, { run, wait });
    if (wait.kind === "signal" && (this.#signals.get(wait.target)?.wait.since ?? 0) <= wait.since) {
      this.#signals.set(wait.target, { run, wait });
    }
  }

  removeWait(wait: Wait): void {
    if (wait.kind === "event") removeFrom(this.#events, wait.target, wait);
    if (wait.kind === "signal" && this.#signals.get(wait.target)?.wait === wait) {
      this.#signals.delete(wait.target);
    }
  }

  waitingFor(eventName: string): WaitingRun[] {
    return [...(this.#events.get(eventName)?.values() ?? [])];
  }

  waitingForSignal(signal: string): WaitingRun | undefined {
    return this.#signals.get(signal);
  }

  cancelledBy(eventName: string): CancellableRun[] {
    return [...(this.#cancellations.get(eventName)?.values() ?? [])];
  }

  singleton(key: string): LiveRun | undefined {
    return this.#singletons.get(key);
  }
}

function groupOf<K, V>(groups: Map<string, Map<K, V>>, name: string): Map<K, V> {
  let group = groups.get(name);
  if (!group) {
    group = new Map();
    groups.set(name, group);
  }
  return group;
}

function removeFrom<K, V>(groups: Map<string, Map<K, V>>, name: string, key: K): void {
  const group = groups.get(name);
  group?.delete(key);
  if (group?.size === 0) groups.delete(name);
}
