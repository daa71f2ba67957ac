/** Stop means stop: the function of the run ends, and what is in flight is dropped. */
export const cancelOnStop = [{ event: "run/stop-requested", if: "async.data.runId == event.data.runId" }];

/** Steps that may execute at once: per tenant, so that one can't starve the others, and in all. */
export const runConcurrency: [{ key: string; limit: number }, { limit: number }] = [
  { key: "event.data.tenantId", limit: 2 },
  { limit: 4 },
];
