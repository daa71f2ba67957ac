import type { Engine } from "../engine-context.ts";
import type { RunRecord, RunStatus } from "../model.ts";
import type { Row } from "../store/port.ts";
import { type LiveRun, liveRun } from "./live-run.ts";
import { stepOf, storedEventOf } from "./restore-runs.ts";
import { runStatuses } from "./run-states.ts";

/** A run as the engine's API shows it. */
export interface RunView {
  run_id: string;
  function_id: string;
  status: RunStatus;
  run_started_at: string;
  ended_at: string | null;
  output: unknown;
  event_id: string;
  /** What the run waits for, and since when. */
  waiting: { for: string; target: string; step: string; since: string; until: string }[];
  /** Calls that are queued or open. */
  jobs: { id: string; step: string; attempt: number; due_at: string; open: boolean; last_error?: string }[];
}

const iso = (moment: number): string => new Date(moment).toISOString();

/** One run with everything about it, live or over; `undefined` when it is unknown. */
export async function loadRun(engine: Engine, id: string): Promise<LiveRun | undefined> {
  const live = engine.runs.get(id);
  if (live) return live;
  const row = await engine.store.readRun(id);
  if (!row) return undefined;
  const record = JSON.parse(String(row.body)) as RunRecord;
  const [steps, events] = await Promise.all([
    engine.store.stepsOfRun(id),
    engine.store.eventsByKey(record.eventKeys),
  ]);
  const byKey = new Map(events.map((event) => [event.id, storedEventOf(event)]));
  const ordered = record.eventKeys.flatMap((key) => byKey.get(key) ?? []);
  return liveRun(record, ordered, steps.map(stepOf));
}

/** Turns a stored row into what the API shows; live runs are shown as they are in memory. */
function viewOf(engine: Engine, row: Row): RunView {
  const live = engine.runs.get(row.id);
  const record = live?.record ?? (JSON.parse(String(row.body)) as RunRecord);
  return {
    run_id: record.id,
    function_id: record.functionId,
    status: record.status,
    run_started_at: iso(record.startedAt ?? record.createdAt),
    ended_at: record.endedAt === undefined ? null : iso(record.endedAt),
    output: row.output === null || live ? null : JSON.parse(String(row.output)),
    event_id: record.eventKeys[0] ?? "",
    waiting: record.waits.map((wait) => ({
      for: wait.kind,
      target: wait.target,
      step: wait.name,
      since: iso(wait.since),
      until: iso(wait.dueAt),
    })),
    jobs: record.jobs.map((job) => ({
      id: job.id,
      step: job.name ?? "",
      attempt: job.attempt,
      due_at: iso(job.dueAt),
      open: live?.calls.has(job.id) ?? false,
      ...(job.lastError ? { last_error: job.lastError.message } : {}),
    })),
  };
}

/** How much there is to do and who waits: the overview for operators. */
export async function readStatus(engine: Engine) {
  const live = [...engine.runs.all()];
  const counts = await engine.store.countRuns();
  const waiting = live.filter(({ record }) => record.jobs.length === 0 && record.waits.length > 0).length;
  return {
    functions: [...engine.registry.functions.values()].map(({ id, name, appId }) => ({
      id,
      name,
      app_id: appId,
    })),
    apps: [...engine.registry.apps.values()].map(({ id, url, sdk }) => ({ id, url, sdk })),
    /** Calls that are due and wait for a slot, and calls that are open. */
    queue_depth: engine.queue.waiting,
    calls_open: engine.queue.running,
    queued: live.filter(({ record }) => record.status === "Queued").length,
    running: live.length - waiting - live.filter(({ record }) => record.status === "Queued").length,
    waiting,
    completed: counts.Completed ?? 0,
    failed: counts.Failed ?? 0,
    cancelled: counts.Cancelled ?? 0,
    /** Functions that are not registered but have runs, which wait for them to come back. */
    missing_functions: missingFunctions(engine, live),
    store_failure: engine.journal.failure ? String(engine.journal.failure) : null,
  };
}

function missingFunctions(engine: Engine, live: LiveRun[]): { id: string; runs: number }[] {
  const orphans = live.filter(({ record }) => !engine.registry.functions.has(record.functionId));
  const groups = Map.groupBy(orphans, ({ record }) => record.functionId);
  return [...groups].map(([id, runs]) => ({ id, runs: runs.length }));
}

const pageSize = 50;
const largestPage = 500;

/** Runs, newest first, by status ("waiting" is a running one without open calls), function and page. */
export async function listRuns(
  engine: Engine,
  query: URLSearchParams,
): Promise<{ data: RunView[]; next: string | null }> {
  const wanted = query.get("status")?.toLowerCase();
  const limit = Math.min(largestPage, Math.max(1, Number(query.get("limit")) || pageSize));
  const status =
    wanted === "waiting"
      ? (["Running"] as const)
      : runStatuses.filter((name) => name.toLowerCase() === wanted);
  const rows = await engine.store.findRuns({
    status: wanted ? [...status] : undefined,
    functionId: query.get("function_id") ?? undefined,
    before: query.get("before") ?? undefined,
    limit,
  });
  const views = rows.map((row) => viewOf(engine, row));
  const isWaiting = ({ jobs, waiting }: RunView) => jobs.length === 0 && waiting.length > 0;
  return {
    data: wanted === "waiting" ? views.filter(isWaiting) : views,
    next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
  };
}

export async function runsOfEvent(engine: Engine, eventKey: string): Promise<RunView[]> {
  await engine.journal.sync();
  return (await engine.store.runsOfEvent(eventKey)).map((row) => viewOf(engine, row));
}

/** A run with its steps and events. */
export async function readRunDetail(engine: Engine, id: string) {
  const [run, row] = await Promise.all([loadRun(engine, id), engine.store.readRun(id)]);
  if (!run || !row) return undefined;
  return {
    ...viewOf(engine, row),
    retry_of: run.record.retryOf ?? null,
    events: run.events.map(({ event }) => event),
    steps: [...run.steps.values()].map(({ id: stepId, name, op, savedAt, memo }) => ({
      id: stepId,
      name,
      op,
      saved_at: iso(savedAt),
      result: JSON.parse(memo) as unknown,
    })),
  };
}
