import type { Engine, LiveBuffer } from "../engine-context.ts";
import { compileExpression, keyOf } from "../expression/expression.ts";
import { limits } from "../limits.ts";
import type { EventBuffer, StoredEvent } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { launchRun } from "./launch-run.ts";

/** Holds an event back until no other of its key came for a period; only the last one starts a run. */
export function debounceEvent(engine: Engine, definition: RegisteredFunction, event: StoredEvent): void {
  const rule = definition.debounce;
  if (!rule) return;
  const now = engine.clock.now();
  const id = `debounce:${definition.id}:${keyOf(rule.key, { event: event.event })}`;
  const known = engine.buffers.get(id);
  // By their own dates, as on the Inngest server: an event that was late on its way changes nothing.
  if ((known?.events[0]?.event.ts ?? 0) > event.event.ts) return;
  const deadline = known?.record.deadline ?? (rule.timeout ? now + rule.timeout : undefined);
  hold(engine, [event], {
    id,
    kind: "debounce",
    functionId: definition.id,
    eventKeys: [event.key],
    dueAt: Math.min(now + rule.period, deadline ?? Number.POSITIVE_INFINITY),
    deadline,
  });
}

/** Collects events of a key until they are enough, or large enough, or the oldest has waited long enough. */
export function batchEvent(engine: Engine, definition: RegisteredFunction, event: StoredEvent): void {
  const rule = definition.batchEvents;
  if (!rule) return;
  const variables = { event: event.event };
  if (rule.if && !compileExpression(rule.if).holds(variables)) {
    launchRun(engine, definition, [event]);
    return;
  }
  const id = `batch:${definition.id}:${keyOf(rule.key, variables)}`;
  const known = engine.buffers.get(id);
  const events = [...(known?.events ?? []), event];
  const size = (known?.record.size ?? 0) + Buffer.byteLength(JSON.stringify(event.event));
  hold(engine, events, {
    id,
    kind: "batch",
    functionId: definition.id,
    eventKeys: events.map(({ key }) => key),
    dueAt: known?.record.dueAt ?? engine.clock.now() + rule.timeout,
    size,
  });
  if (events.length >= rule.maxSize || size >= limits.batch) releaseBuffer(engine, id);
}

function hold(engine: Engine, events: StoredEvent[], record: EventBuffer): void {
  engine.buffers.get(record.id)?.timer?.cancel();
  engine.journal.put("buffers", record.id, () => ({ id: record.id, body: JSON.stringify(record) }));
  armBuffer(engine, { record, events });
}

/** Puts a buffer on the clock. */
export function armBuffer(engine: Engine, buffer: LiveBuffer): void {
  const { id, dueAt } = buffer.record;
  buffer.timer?.cancel();
  buffer.timer = engine.timers.at(dueAt, () => releaseBuffer(engine, id));
  engine.buffers.set(id, buffer);
}

function releaseBuffer(engine: Engine, id: string): void {
  const buffer = engine.buffers.get(id);
  const definition = buffer && engine.registry.functions.get(buffer.record.functionId);
  // Without its function the events are kept: it takes them up when it is registered again.
  if (!buffer || !definition || engine.closed) return;
  buffer.timer?.cancel();
  engine.buffers.delete(id);
  engine.journal.remove("buffers", id);
  if (buffer.events.length > 0) launchRun(engine, definition, buffer.events);
}
