import { z } from "zod";
import type { EngineRun, EngineRunDetail, EngineRunStatus, EngineStatus, EngineStep } from "./port.ts";

/** What the embedded engine's operator routes answer (docs/durable-execution.md), as our port names it. */
const Trigger = z
  .union([z.object({ event: z.string() }), z.object({ cron: z.string() })])
  .transform((one) =>
    "event" in one
      ? { kind: "event" as const, value: one.event }
      : { kind: "cron" as const, value: one.cron },
  );

const Status = z.object({
  functions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      app_id: z.string(),
      triggers: z.array(Trigger),
      concurrency: z.array(z.object({ limit: z.number(), key: z.string().optional() })),
      max_attempts: z.number(),
    }),
  ),
  apps: z.array(
    z.object({
      id: z.string().nullable(),
      url: z.string(),
      sdk: z.string().nullable(),
      synced_at: z.string().nullable(),
      sync_error: z.string().nullable(),
    }),
  ),
  queue_depth: z.number(),
  calls_open: z.number(),
  queued: z.number(),
  running: z.number(),
  waiting: z.number(),
  completed: z.number(),
  failed: z.number(),
  cancelled: z.number(),
  store_failure: z.string().nullable(),
});

/** Throws ZodError when the answer has another shape. */
export function readStatus(given: unknown): EngineStatus {
  const { functions, apps, queue_depth, calls_open, store_failure, ...counts } = Status.parse(given);
  return {
    functions: functions.map(({ app_id, max_attempts, concurrency, ...rest }) => ({
      ...rest,
      appId: app_id,
      maxAttempts: max_attempts,
      concurrency: concurrency.map(({ limit, key }) => ({ limit, key: key ?? null })),
    })),
    apps: apps.map(({ synced_at, sync_error, ...rest }) => ({
      ...rest,
      syncedAt: synced_at,
      syncError: sync_error,
    })),
    queueDepth: queue_depth,
    openCalls: calls_open,
    counts,
    storeFailure: store_failure,
  };
}

const Run = z.object({
  run_id: z.string(),
  function_id: z.string(),
  status: z.enum(["Queued", "Running", "Completed", "Failed", "Cancelled"]),
  run_started_at: z.string(),
  ended_at: z.string().nullable(),
  output: z.unknown(),
  waiting: z.array(
    z.object({
      for: z.enum(["sleep", "event", "invoke", "signal"]),
      target: z.string(),
      step: z.string(),
      since: z.string(),
      until: z.string(),
    }),
  ),
  jobs: z.array(
    z.object({
      step: z.string(),
      attempt: z.number(),
      due_at: z.string(),
      open: z.boolean(),
      last_error: z.string().optional(),
    }),
  ),
});

const ErrorMessage = z.object({ message: z.string() });
const messageOf = (value: unknown): string | null => ErrorMessage.safeParse(value).data?.message ?? null;

function statusOf(run: z.infer<typeof Run>): EngineRunStatus {
  const isWaiting = run.status === "Running" && run.jobs.length === 0 && run.waiting.length > 0;
  return isWaiting ? "waiting" : (run.status.toLowerCase() as EngineRunStatus);
}

function runOf(run: z.infer<typeof Run>): EngineRun {
  return {
    id: run.run_id,
    functionId: run.function_id,
    status: statusOf(run),
    startedAt: run.run_started_at,
    endedAt: run.ended_at,
    error: run.status === "Failed" || run.status === "Cancelled" ? messageOf(run.output) : null,
    waits: run.waiting.map(({ for: kind, ...wait }) => ({ kind, ...wait })),
    calls: run.jobs.map((job) => ({
      step: job.step,
      attempt: job.attempt + 1,
      dueAt: job.due_at,
      open: job.open,
      lastError: job.last_error ?? null,
    })),
  };
}

const RunPage = z.object({ data: z.array(Run), next: z.string().nullable() });

export function readRunPage(given: unknown): { runs: EngineRun[]; next: string | null } {
  const { data, next } = RunPage.parse(given);
  return { runs: data.map(runOf), next };
}

const Detail = z.object({
  data: Run.extend({
    retry_of: z.string().nullable(),
    events: z.array(
      z.object({ id: z.string(), name: z.string(), data: z.record(z.string(), z.unknown()), ts: z.number() }),
    ),
    steps: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        op: z.string(),
        saved_at: z.string(),
        result: z.unknown(),
      }),
    ),
  }),
});

/** A step's memo is what the SDK gets back: `{ data }`, `{ error }`, or a bare value. */
const Memo = z.object({ data: z.unknown().optional(), error: z.unknown().optional() });

function stepOf(step: z.infer<typeof Detail>["data"]["steps"][number]): EngineStep {
  const memo = Memo.safeParse(step.result).data;
  return {
    id: step.id,
    name: step.name,
    operation: step.op,
    savedAt: step.saved_at,
    result: memo && "data" in memo ? memo.data : memo?.error ? null : step.result,
    error: messageOf(memo?.error),
  };
}

export function readRunDetail(given: unknown): EngineRunDetail {
  const { data } = Detail.parse(given);
  return {
    ...runOf(data),
    retryOf: data.retry_of,
    events: data.events.map(({ ts, ...event }) => ({ ...event, at: new Date(ts).toISOString() })),
    steps: data.steps.map(stepOf),
    output: data.output,
  };
}

const Retried = z.object({ data: z.object({ run_id: z.string() }) });
export const readRetried = (given: unknown): { runId: string } => ({
  runId: Retried.parse(given).data.run_id,
});

const Refusal = z.object({ error: z.string() });
/** The engine's own reason in an error answer, as a sentence. */
export function readRefusal(given: unknown): string | undefined {
  const text = Refusal.safeParse(given).data?.error;
  return text && `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
