import type { Engine } from "../engine-context.ts";
import { keyOf } from "../expression/expression.ts";
import { newUlid } from "../ids.ts";
import type { Job, WireError } from "../model.ts";
import type { ReadyItem, SlotDemand } from "../queue/ready-queue.ts";
import { clearRunTimer, type LiveRun, setRunTimer, touchRun } from "./live-run.ts";

/** Adds a call to what a run is owed. It is made once the store knows about it. */
export function addJob(engine: Engine, run: LiveRun, job: Omit<Job, "id" | "attempt">): void {
  const added = { ...job, id: newUlid(engine.clock.now()), attempt: 0 };
  run.record.jobs.push(added);
  touchRun(engine, run);
  engine.journal.afterCommit(() => armJob(engine, run, added));
}

/** Replays the function, unless a replay is due already. */
export function addDiscovery(engine: Engine, run: LiveRun, dueAt: number): void {
  const queued = run.record.jobs.some(({ kind, id }) => kind === "discover" && !run.calls.has(id));
  if (!queued) addJob(engine, run, { kind: "discover", dueAt });
}

/** Makes the same call again later, as the next attempt. */
export function retryJob(engine: Engine, run: LiveRun, job: Job, delay: number, error: WireError): void {
  job.attempt++;
  job.lastError = error;
  job.dueAt = engine.clock.now() + delay;
  touchRun(engine, run);
  engine.journal.afterCommit(() => armJob(engine, run, job));
}

/** Makes the same call again later without counting an attempt. Nothing is stored: after a restart it is due at once. */
export function postponeJob(engine: Engine, run: LiveRun, job: Job, delay: number): void {
  const at = engine.clock.now() + delay;
  setRunTimer(engine, run, job.id, at, () => armJob(engine, run, job));
}

/** Makes a postponed call now. */
export function resumeJob(engine: Engine, run: LiveRun, job: Job): void {
  if (!run.timers.has(job.id)) return;
  clearRunTimer(run, job.id);
  armJob(engine, run, job);
}

/** The run is no longer owed this call. */
export function dropJob(engine: Engine, run: LiveRun, job: Job): void {
  clearRunTimer(run, job.id);
  run.record.jobs = run.record.jobs.filter((candidate) => candidate !== job);
  touchRun(engine, run);
}

/** Puts a stored job on the clock, or in the queue when it is due. */
export function armJob(engine: Engine, run: LiveRun, job: Job): void {
  if (!isOwed(engine, run, job) || engine.closed) return;
  if (job.dueAt <= engine.clock.now()) enqueue(engine, run, job);
  else setRunTimer(engine, run, job.id, job.dueAt, () => enqueue(engine, run, job));
}

/** Puts the calls of runs that are not open in the queue anew, because what the queue knows of them has changed. */
export function requeueRuns(engine: Engine, runs: LiveRun[]): void {
  engine.queue.withdraw(new Set(runs.flatMap(({ record }) => record.jobs.map(({ id }) => id))));
  for (const run of runs) {
    for (const job of run.record.jobs) {
      clearRunTimer(run, job.id);
      armJob(engine, run, job);
    }
  }
}

/** Leaves a call that nobody can take yet, saying why; {@link requeueRuns} takes it up again. */
export function holdJob(engine: Engine, run: LiveRun, job: Job, reason: WireError): void {
  job.lastError = reason;
  touchRun(engine, run);
}

/** Whether the call is still to be made. */
function isOwed(engine: Engine, run: LiveRun, job: Job): boolean {
  return engine.runs.get(run.record.id) === run && run.record.jobs.includes(job) && !run.calls.has(job.id);
}

const isDue = (engine: Engine, run: LiveRun, job: Job): boolean =>
  isOwed(engine, run, job) && job.dueAt <= engine.clock.now();

/** A run is replayed by one call at a time: a second replay would run the same new step twice. */
function isReplaying(run: LiveRun): boolean {
  return run.record.jobs.some(({ kind, id }) => kind === "discover" && run.calls.has(id));
}

function enqueue(engine: Engine, run: LiveRun, job: Job): void {
  if (job.kind === "discover" && isReplaying(run)) return;
  const slots = slotDemands(engine, run);
  const item: ReadyItem = {
    id: job.id,
    order: run.record.order,
    lane: JSON.stringify([run.record.functionId, ...slots.map(({ key }) => key)]),
    slots,
    start: (contended) =>
      isDue(engine, run, job) && !(job.kind === "discover" && isReplaying(run))
        ? engine.startCall(run, job, () => engine.queue.release(item), contended)
        : false,
  };
  engine.queue.push(item);
}

/** Slots that each executing call of the run holds, by the rules of the function as it is registered now. */
function slotDemands(engine: Engine, run: LiveRun): SlotDemand[] {
  const { functionId } = run.record;
  const variables = { event: run.events[0]?.event };
  const limits = new Map<string, number>();
  for (const { limit, key, scope } of engine.registry.functions.get(functionId)?.concurrency ?? []) {
    const owner = scope === "fn" ? functionId : scope;
    const slot = JSON.stringify([scope, owner, key ?? "", keyOf(key, variables)]);
    limits.set(slot, Math.min(limit, limits.get(slot) ?? Number.POSITIVE_INFINITY));
  }
  return [...limits].map(([key, limit]) => ({ key, limit }));
}
