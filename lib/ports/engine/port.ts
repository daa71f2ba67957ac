/** Where a run of a durable function stands; `waiting` owes no call: it sleeps or waits for something. */
export const engineRunStatuses = [
  "queued",
  "running",
  "waiting",
  "completed",
  "failed",
  "cancelled",
] as const;
export type EngineRunStatus = (typeof engineRunStatuses)[number];

export interface EngineFunction {
  id: string;
  name: string;
  appId: string;
  /** Event names and cron expressions that start it. */
  triggers: { kind: "event" | "cron"; value: string }[];
  /** How many of its steps run at once: in all, or per value of `key`. */
  concurrency: { limit: number; key: string | null }[];
  maxAttempts: number;
}

/** An app that serves functions; `id` is null until it has answered once. */
export interface EngineApp {
  id: string | null;
  url: string;
  sdk: string | null;
  /** ISO 8601; null when it has never answered. */
  syncedAt: string | null;
  /** Why the latest attempt to fetch its functions failed. */
  syncError: string | null;
}

export interface EngineStatus {
  functions: EngineFunction[];
  apps: EngineApp[];
  /** Calls that are due and wait for a slot. */
  queueDepth: number;
  /** Calls to an app that have not been answered yet. */
  openCalls: number;
  counts: Record<EngineRunStatus, number>;
  /** Why the engine can't write at the moment; it goes on by itself when it can again. */
  storeFailure: string | null;
}

/** What a run waits for without using a call. */
export interface EngineWait {
  kind: "sleep" | "event" | "invoke" | "signal";
  /** Event name, function id or signal; empty for a sleep. */
  target: string;
  step: string;
  since: string;
  until: string;
}

/** A call that the engine owes a run, or has open. */
export interface EngineCall {
  step: string;
  /** Counts from 1. */
  attempt: number;
  dueAt: string;
  open: boolean;
  lastError: string | null;
}

export interface EngineRun {
  id: string;
  functionId: string;
  status: EngineRunStatus;
  startedAt: string;
  endedAt: string | null;
  /** Message of the error of a failed or cancelled run. */
  error: string | null;
  waits: EngineWait[];
  calls: EngineCall[];
}

export interface EngineStep {
  id: string;
  name: string;
  /** The SDK's operation, such as `StepRun` or `Sleep`. */
  operation: string;
  savedAt: string;
  result: unknown;
  error: string | null;
}

export interface EngineRunDetail extends EngineRun {
  retryOf: string | null;
  events: { id: string; name: string; data: Record<string, unknown>; at: string }[];
  steps: EngineStep[];
  output: unknown;
}

export interface EngineRunFilter {
  status?: EngineRunStatus;
  functionId?: string;
  /** Only runs older than the one with this id: the next page. */
  before?: string;
  limit?: number;
}

/** Where a new run takes up an ended one; without `fromStep` it starts at the beginning. */
export interface EngineRerun {
  /** Name or id of a step: results of the steps before it are kept. */
  fromStep?: string;
  /** Arguments for the body of that step, in place of those it had. */
  input?: unknown[];
}

/**
 * What operators do with the durable engine. Errors: `unavailable` when it does not answer, `not_found`,
 * `unprocessable` with its reason when it refuses.
 */
export interface EngineOperator {
  status(): Promise<EngineStatus>;
  /** Newest first; `next` is the `before` of the next page. */
  listRuns(filter: EngineRunFilter): Promise<{ runs: EngineRun[]; next: string | null }>;
  getRun(runId: string): Promise<EngineRunDetail>;
  /** Runs the function of an ended run again on the same events, as a new run. */
  retryRun(runId: string, rerun?: EngineRerun): Promise<{ runId: string }>;
  /** Ends a run that has not ended; late results are discarded. */
  cancelRun(runId: string): Promise<void>;
}

/**
 * Who executes durable functions. Inngest Cloud and self-hosted Inngest have a dashboard of their own;
 * their REST API offers no list of functions, queue or runs.
 */
export type EngineAccess =
  | { kind: "embedded"; url: string; operator: EngineOperator }
  | { kind: "inngest"; dashboard: string }
  | { kind: "none" };
