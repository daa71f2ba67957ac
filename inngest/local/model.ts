/** The things the engine keeps, as they are written to the store. Times are epoch milliseconds. */

/** An event as functions see it. */
export interface WireEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
  user: Record<string, unknown>;
  ts: number;
  v?: string;
}

export interface StoredEvent {
  /** The engine's own ULID; `event.id` is the sender's id when it gave one. */
  key: string;
  receivedAt: number;
  event: WireEvent;
}

export type RunStatus = "Queued" | "Running" | "Completed" | "Failed" | "Cancelled";

/** A call that the engine owes a run: it stays until its outcome is stored. */
export interface Job {
  id: string;
  /** `discover` replays the function, `step` runs one planned step, `gateway` makes an HTTP request itself. */
  kind: "discover" | "step" | "gateway";
  stepId?: string;
  /** Display name, for people. */
  name?: string;
  /** Zero-based; starts again at 0 with each saved step. */
  attempt: number;
  dueAt: number;
  /** In race mode each saved step leads to a discovery; otherwise only the last pending one does. */
  race?: boolean;
  request?: GatewayRequest;
  /** Arguments that replace those of the step's body, when a retry names them. */
  input?: unknown[];
  /** What the last attempt failed with. */
  lastError?: WireError;
}

export interface GatewayRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/** Something a run waits for without using a call. */
export interface Wait {
  stepId: string;
  kind: "sleep" | "event" | "invoke" | "signal";
  /** Name of the event, id of the invoked function, the signal; empty for a sleep. */
  target: string;
  name: string;
  since: number;
  /** End of the sleep, or the timeout. */
  dueAt: number;
  /** For events: must hold with `event` (the run's) and `async` (the new one). */
  expression?: string;
  /** For invokes: the run that was started. */
  childId?: string;
  race?: boolean;
}

/** A cancelOn entry of a run. */
export interface Cancellation {
  event: string;
  expression?: string;
  expiresAt?: number;
}

export interface RunRecord {
  id: string;
  functionId: string;
  status: RunStatus;
  createdAt: number;
  startedAt?: number;
  endedAt?: number;
  eventKeys: string[];
  /** Smaller goes first among queued calls: creation time shifted by priority. */
  order: number;
  singletonKey?: string;
  /** The invoking run, when this run was started by step.invoke. */
  parent?: { runId: string; stepId: string };
  /** The run this one repeats, when it was started by a retry. */
  retryOf?: string;
  /** The step from which the run repeats it; those before were taken over. */
  fromStep?: string;
  cancellations: Cancellation[];
  jobs: Job[];
  waits: Wait[];
  /** Steps of a parallel group that are not saved yet; discovery waits for them. */
  pending: string[];
  /** The SDK must not run a step it discovers at once, because others run beside it. */
  parallel: boolean;
  /** Functions to start when the run has ended, by the id of the SDK's operation. */
  defers?: Record<string, Deferred>;
  /** Execution version that the SDK answered; -1 before its first answer. */
  requestVersion: number;
}

export interface Deferred {
  functionId: string;
  input: unknown;
  aborted?: boolean;
}

export interface StepRecord {
  id: string;
  /** Position in the order of completion. */
  position: number;
  op: string;
  name: string;
  savedAt: number;
  /** JSON text of what the SDK gets back for this step. */
  memo: string;
}

/** Errors as they travel between engine and SDK. */
export interface WireError {
  name: string;
  message: string;
  stack?: string;
  cause?: unknown;
  [extra: string]: unknown;
}

/** Events held back by debounce or batching. */
export interface EventBuffer {
  id: string;
  kind: "debounce" | "batch";
  functionId: string;
  eventKeys: string[];
  dueAt: number;
  /** For a batch: bytes of its events. */
  size?: number;
  /** For debounce: the moment that new events can't push back any further. */
  deadline?: number;
}

/** A moment to keep: up to when a rate limit or throttle is used up, or the next firing of a cron trigger. */
export interface Counter {
  id: string;
  kind: "rate" | "throttle" | "cron";
  at: number;
}

export const discoverStep = "step";
