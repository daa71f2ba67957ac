import type { Engine, LiveBuffer } from "../engine-context.ts";
import { compileExpression, keyOf } from "../expression/expression.ts";
import type { EventBuffer, StoredEvent } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { launchRun } from "./launch-run.ts";

/** Holds an event back until no other of its key came for a period; only the last one starts a run. */
export function debounceEvent(engine: Engine, definition: RegisteredFunction, event: StoredEvent): void {
  const rule = definition.debounce;
  if (!rule) return;
  const now = engine.clock.now();
  const id = `debounce:${definition.id}:${keyOf(rule.key, { event: event.event })}`;
  const known = engine.buffers.get(id)?.record;
  const deadline = known?.deadline ?? (rule.timeout === undefined ? undefined : now + rule.timeout);
  hold(engine, [event], {
    id,
    kind: "debounce",
    functionId: definition.id,
    eventKeys: [event.key],
    dueAt: Math.min(now + rule.period, deadline ?? Number.POSITIVE_INFINITY),
    deadline,
  });
}

/** Collects events of a key until there are enough of them or the oldest has waited long enough. */
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
  hold(engine, events, {
    id,
    kind: "batch",
    functionId: definition.id,
    eventKeys: events.map(({ key }) => key),
    dueAt: known?.record.dueAt ?? engine.clock.now() + rule.timeout,
  });
  if (events.length >= rule.maxSize) releaseBuffer(engine, id);
}

function hold(engine: Engine, events: StoredEvent[], record: EventBuffer): void {
  engine.buffers.get(record.id)?.timer?.cancel();
  engine.journal.put("buffers", record.id, () => ({ id: record.id, body: JSON.stringify(record) }));
  armBuffer(engine, { record, events });
}

/** Puts a buffer on the clock. */
export function armBuffer(engine: Engine, buffer: LiveBuffer): void {
  const { id, dueAt } = buffer.record;
  buffer.timer = engine.timers.at(dueAt, () => releaseBuffer(engine, id));
  engine.buffers.set(id, buffer);
}

function releaseBuffer(engine: Engine, id: string): void {
  const buffer = engine.buffers.get(id);
  if (!buffer || engine.closed) return;
  buffer.timer?.cancel();
  engine.buffers.delete(id);
  engine.journal.remove("buffers", id);
  const definition = engine.registry.functions.get(buffer.record.functionId);
  if (definition && buffer.events.length > 0) launchRun(engine, definition, buffer.events);
}
