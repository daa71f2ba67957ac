/** Sizes and counts the engine enforces, those of the Inngest server where it has them. */
export const limits = {
  /** Bytes of one event. */
  event: 3 * 1024 * 1024,
  /** Levels of objects and arrays in an event. */
  depth: 1000,
  /** Characters of the name of an event. */
  name: 512,
  /** Bytes of the events of a batch from which it no longer waits for more. */
  batch: 10 * 1024 * 1024,
  /** Events in one request. */
  events: 5000,
  /** Bytes of one request to the engine. */
  request: 128 * 1024 * 1024,
  /** Bytes of the output of one step or function. */
  output: 4 * 1024 * 1024,
  /** Bytes of all step outputs of one run. */
  state: 32 * 1024 * 1024,
  /** Steps of one run. */
  steps: 1000,
  /** Bytes of step state and events above which the SDK fetches them instead of getting them with the call. */
  inlineState: 4 * 1024 * 1024,
  /** Bytes of one answer of the app. */
  response: 64 * 1024 * 1024,
  /** Attempts of a job, first included. */
  attempts: 21,
  /** Seconds a run can be moved in the queue by its priority. */
  priority: 600,
} as const;

export const day = 86_400_000;
/** How long an event id or idempotency key counts. */
export const idempotencyPeriod = 1 * day;
/** Timeout of a wait that names none. */
export const longestWait = 365 * day;
