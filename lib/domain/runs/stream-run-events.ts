import type { Context } from "#lib/domain/context.ts";
import { hasRunEnded, listRunEvents } from "#lib/domain/runs/queries.ts";
import type { RunEvent } from "#lib/domain/runs/schema.ts";

export type RunStreamItem =
  | { kind: "event"; event: RunEvent }
  /** Nothing happened for a while; keeps proxies from closing the connection. */
  | { kind: "heartbeat" }
  /** The run has ended and so has its log. */
  | { kind: "end" };

interface StreamOptions {
  /** Position in the log; only later events are given. */
  after: number;
  /** Ends the stream, when the reader has gone. */
  signal: AbortSignal;
  pollMs?: number;
  heartbeatMs?: number;
  /** How long to listen on after the run ended: its last rows are written around its end. */
  lingerMs?: number;
  /** Longest life of one stream; readers come back with their position. */
  lifetimeMs?: number;
}

/**
 * Follows the event log of a run by asking for what is new. It works on every database that the
 * platform runs on, and a reader that comes back with its position misses nothing.
 */
export async function* streamRunEvents(
  context: Context,
  runId: string,
  options: StreamOptions,
): AsyncGenerator<RunStreamItem, void, undefined> {
  const { signal, pollMs = 400, heartbeatMs = 15_000, lingerMs = 3_000, lifetimeMs = 300_000 } = options;
  const startedAt = Date.now();
  let position = options.after;
  let lastSentAt = Date.now();
  let endedAt = (await hasRunEnded(context, runId)) ? Date.now() : null;
  while (!signal.aborted && Date.now() - startedAt < lifetimeMs) {
    const events = await listRunEvents(context, runId, position);
    for (const event of events) {
      position = event.id;
      lastSentAt = Date.now();
      yield { kind: "event", event };
    }
    if (endedAt === null && events.some((event) => event.subject === "runs")) {
      endedAt = (await hasRunEnded(context, runId)) ? Date.now() : null;
    }
    if (endedAt !== null && events.length === 0 && Date.now() - endedAt >= lingerMs) {
      yield { kind: "end" };
      return;
    }
    if (Date.now() - lastSentAt >= heartbeatMs) {
      lastSentAt = Date.now();
      yield { kind: "heartbeat" };
    }
    await pause(pollMs, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}

/** One item in the format of server-sent events. */
export function serverSentEvent(item: RunStreamItem): string {
  if (item.kind === "heartbeat") return ": still here\n\n";
  if (item.kind === "end") return "event: end\ndata: {}\n\n";
  return `id: ${item.event.id}\nevent: change\ndata: ${JSON.stringify(item.event)}\n\n`;
}
