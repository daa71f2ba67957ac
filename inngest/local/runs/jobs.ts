import type { Engine } from "../engine-context.ts";
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

/** Whether the call is still to be made. */
function isOwed(engine: Engine, run: LiveRun, job: Job): boolean {
  return engine.runs.get(run.record.id) === run && run.record.jobs.includes(job) && !run.calls.has(job.id);
}

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
    lane: [run.record.functionId, ...slots.map(({ key }) => key)].join("|"),
    slots,
    start: (contended) =>
      isOwed(engine, run, job) && !(job.kind === "discover" && isReplaying(run))
        ? engine.startCall(run, job, () => engine.queue.release(item), contended)
        : false,
  };
  engine.queue.push(item);
}

/** Limits are those of the function as it is registered now; a removed rule no longer limits. */
function slotDemands(engine: Engine, run: LiveRun): SlotDemand[] {
  const rules = engine.registry.functions.get(run.record.functionId)?.concurrency ?? [];
  return run.record.slots.flatMap(({ key, rule }) => {
    const limit = rules[rule]?.limit;
    return limit === undefined ? [] : [{ key, limit }];
  });
}
