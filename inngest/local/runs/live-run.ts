import type { Engine } from "../engine-context.ts";
import type { RunRecord, StepRecord, StoredEvent } from "../model.ts";
import type { Row } from "../store/port.ts";
import type { Cancellable } from "../timing/timers.ts";

/** A call to the app that is open. */
export interface OpenCall {
  generation: number;
  abort: AbortController;
  /** Others wait for its slots: the function returns after each step instead of checkpointing. */
  oneStep: boolean;
}

/** A run that is not over: its record and what the engine needs at hand to go on with it. */
export interface LiveRun {
  record: RunRecord;
  events: StoredEvent[];
  /** In the order of completion. */
  steps: Map<string, StepRecord>;
  /** Bytes of all memos. */
  stateSize: number;
  /** By id of the job. */
  calls: Map<string, OpenCall>;
  /** Calls in a row that did not reach the app. */
  refusals: number;
  /** By job id, step id of a wait, or name of a timeout. */
  timers: Map<string, Cancellable>;
}

export function liveRun(record: RunRecord, events: StoredEvent[], steps: StepRecord[] = []): LiveRun {
  return {
    record,
    events,
    steps: new Map(steps.map((step) => [step.id, step])),
    stateSize: steps.reduce((sum, { memo }) => sum + Buffer.byteLength(memo), 0),
    calls: new Map(),
    refusals: 0,
    timers: new Map(),
  };
}

/** Says that a run's record changed. */
export function touchRun(engine: Engine, run: LiveRun): void {
  engine.journal.put("runs", run.record.id, () => runRow(run.record, null));
}

/** Says that a step was saved. */
export function putStep(engine: Engine, runId: string, step: StepRecord): void {
  engine.journal.put("steps", `${runId}/${step.id}`, () => stepRow(runId, step));
}

/** Starts or restarts a timer of a run. */
export function setRunTimer(
  engine: Engine,
  run: LiveRun,
  name: string,
  at: number,
  action: () => void,
): void {
  run.timers.get(name)?.cancel();
  const timer = engine.timers.at(at, () => {
    run.timers.delete(name);
    action();
  });
  run.timers.set(name, timer);
}

export function clearRunTimer(run: LiveRun, name: string): void {
  run.timers.get(name)?.cancel();
  run.timers.delete(name);
}

export function runRow(record: RunRecord, output: string | null): Row {
  return {
    id: record.id,
    function_id: record.functionId,
    status: record.status,
    created_at: record.createdAt,
    ended_at: record.endedAt ?? null,
    output,
    body: JSON.stringify(record),
  };
}

export function eventRow(stored: StoredEvent): Row {
  return {
    id: stored.key,
    // A column of text takes everything but this character.
    name: stored.event.name.replaceAll("\0", ""),
    received_at: stored.receivedAt,
    body: JSON.stringify(stored.event),
  };
}

function stepRow(runId: string, step: StepRecord): Row {
  return {
    id: `${runId}/${step.id}`,
    run_id: runId,
    position: step.position,
    op: step.op,
    name: step.name,
    saved_at: step.savedAt,
    memo: step.memo,
  };
}
