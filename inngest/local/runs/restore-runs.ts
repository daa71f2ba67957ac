import type { Engine } from "../engine-context.ts";
import { armBuffer } from "../flow/event-buffers.ts";
import type { EventBuffer, RunRecord, StepRecord, StoredEvent, WireEvent } from "../model.ts";
import type { LiveRows, Row } from "../store/port.ts";
import { armJob } from "./jobs.ts";
import { liveRun } from "./live-run.ts";
import { armTimeouts } from "./timeouts.ts";
import { armWait } from "./waits.ts";

/**
 * Takes up everything the store has that is not over. Calls that were open when the engine stopped are still
 * owed: they are made again, under a new generation.
 */
export function restoreRuns(engine: Engine, rows: LiveRows): void {
  const events = new Map(rows.events.map((row) => [row.id, storedEventOf(row)]));
  const pick = (keys: string[]): StoredEvent[] =>
    keys.flatMap((key) => {
      const event = events.get(key);
      return event ? [event] : [];
    });
  const steps = Map.groupBy(rows.steps, ({ run_id }) => String(run_id));
  const restored = rows.runs.map((row) => {
    const record = JSON.parse(String(row.body)) as RunRecord;
    return liveRun(record, pick(record.eventKeys), (steps.get(record.id) ?? []).map(stepOf));
  });
  for (const run of restored) engine.runs.add(run);
  for (const run of restored) {
    armTimeouts(engine, run);
    for (const wait of run.record.waits) armWait(engine, run, wait);
    for (const job of run.record.jobs) armJob(engine, run, job);
  }
  for (const row of rows.buffers) {
    const record = JSON.parse(String(row.body)) as EventBuffer;
    armBuffer(engine, { record, events: pick(record.eventKeys) });
  }
}

export const storedEventOf = (row: Row): StoredEvent => ({
  key: row.id,
  receivedAt: Number(row.received_at),
  event: JSON.parse(String(row.body)) as WireEvent,
});

export const stepOf = (row: Row): StepRecord => ({
  id: row.id.slice(row.id.indexOf("/") + 1),
  position: Number(row.position),
  op: String(row.op),
  name: String(row.name),
  savedAt: Number(row.saved_at),
  memo: String(row.memo),
});
