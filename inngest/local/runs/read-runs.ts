import type { Engine } from "../engine-context.ts";
import type { RunRecord, RunStatus } from "../model.ts";
import type { AppSync } from "../registry/sync-apps.ts";
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
export async function readStatus(engine: Engine, apps: AppSync) {
  const live = [...engine.runs.all()];
  const counts = await engine.store.countRuns();
  const waiting = live.filter(isWaiting).length;
  return {
    functions: [...engine.registry.functions.values()].map((one) => ({
      id: one.id,
      name: one.name,
      app_id: one.appId,
      triggers: one.triggers.map((trigger) =>
        trigger.event === undefined
          ? { cron: trigger.cron }
          : { event: trigger.event, if: trigger.expression ?? null },
      ),
      concurrency: one.concurrency,
      max_attempts: one.maxAttempts,
    })),
    apps: describeApps(engine, apps),
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

/** Every app by its serve URL, also one that has not answered yet (its id is null then). */
function describeApps(engine: Engine, apps: AppSync) {
  const known = [...engine.registry.apps.values()];
  return [...apps.urls()].map((url) => {
    const app = known.find((one) => one.url === url);
    const { syncedAt = app?.registeredAt, error } = apps.outcomeOf(url);
    return {
      id: app?.id ?? null,
      url,
      sdk: app?.sdk ?? null,
      synced_at: syncedAt === undefined ? null : iso(syncedAt),
      sync_error: error ?? null,
    };
  });
}

/** A running run that owes no call: it sleeps, or waits for an event, a signal or another run. */
const isWaiting = ({ record }: LiveRun): boolean => record.jobs.length === 0 && record.waits.length > 0;

const pageSize = 50;
const largestPage = 500;

/** Runs, newest first, by status ("waiting" is a running one without open calls), function and page. */
export async function listRuns(
  engine: Engine,
  query: URLSearchParams,
): Promise<{ data: RunView[]; next: string | null }> {
  const wanted = query.get("status")?.toLowerCase();
  const limit = Math.min(largestPage, Math.max(1, Number(query.get("limit")) || pageSize));
  const functionId = query.get("function_id") ?? undefined;
  const before = query.get("before") ?? undefined;
  const kept = wanted ? liveSelections[wanted] : undefined;
  const rows = kept
    ? await rowsOfLive(engine, (run) => kept(run) && fits(run, functionId, before), limit)
    : await engine.store.findRuns({
        status: wanted ? runStatuses.filter((name) => name.toLowerCase() === wanted) : undefined,
        functionId,
        before,
        limit,
      });
  return {
    data: rows.map((row) => viewOf(engine, row)),
    next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** Selections that only live runs can be in; they are all in memory, so a page of them is always full. */
const liveSelections: Record<string, (run: LiveRun) => boolean> = {
  waiting: isWaiting,
  running: (run) => run.record.status === "Running" && !isWaiting(run),
};

const fits = ({ record }: LiveRun, functionId?: string, before?: string): boolean =>
  (!functionId || record.functionId === functionId) && (!before || record.id < before);

async function rowsOfLive(engine: Engine, keep: (run: LiveRun) => boolean, limit: number): Promise<Row[]> {
  const ids = [...engine.runs.all()]
    .filter(keep)
    .map(({ record }) => record.id)
    .sort()
    .reverse()
    .slice(0, limit);
  await engine.journal.sync();
  const rows = await Promise.all(ids.map((id) => engine.store.readRun(id)));
  return rows.filter((row) => row !== undefined);
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
    from_step: run.record.fromStep ?? null,
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

/** An event as functions see it, with the engine's own id and when it came; `undefined` when it is unknown. */
export async function readEvent(engine: Engine, key: string) {
  await engine.journal.sync();
  const [row] = await engine.store.eventsByKey([key]);
  if (!row) return undefined;
  const { event, receivedAt } = storedEventOf(row);
  return { ...event, internal_id: key, received_at: iso(receivedAt) };
}
