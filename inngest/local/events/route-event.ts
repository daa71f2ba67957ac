import type { Engine } from "../engine-context.ts";
import { compileExpression } from "../expression/expression.ts";
import { admitEvent } from "../flow/admit-event.ts";
import type { StoredEvent, WireEvent } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { cancelRun } from "../runs/finish-run.ts";
import { eventRow, type LiveRun } from "../runs/live-run.ts";
import { resumeWait } from "../runs/waits.ts";

/**
 * Stores an event and takes it to everyone it concerns: runs that wait for it, runs it cancels, functions it
 * triggers; in this order, so that an event that starts a run doesn't cancel that run.
 */
export function routeEvent(engine: Engine, stored: StoredEvent): void {
  const { event } = stored;
  engine.journal.put("events", stored.key, () => eventRow(stored));
  for (const { run, wait } of engine.runs.waitingFor(event.name)) {
    if (matches(wait.expression, run, event)) resumeWait(engine, run, wait, JSON.stringify(event));
  }
  for (const { run, cancellation } of engine.runs.cancelledBy(event.name)) {
    const expired = (cancellation.expiresAt ?? Number.POSITIVE_INFINITY) <= engine.clock.now();
    if (!expired && matches(cancellation.expression, run, event)) {
      cancelRun(engine, run, `function cancelled by the event ${event.name}`);
    }
  }
  const ready = [...triggeredBy(engine, event)].filter(
    ({ appId }) => !engine.awaited.has(engine.registry.apps.get(appId)?.url),
  );
  for (const definition of ready) admitEvent(engine, definition, stored);
  engine.awaited.hold(engine, stored, ready);
}

/** Functions that an event triggers, each once. */
export function triggeredBy(engine: Engine, event: WireEvent): Set<RegisteredFunction> {
  const triggered = new Set<RegisteredFunction>();
  for (const { definition, expression } of engine.registry.matching(event.name)) {
    if (!expression || compileExpression(expression).holds({ event })) triggered.add(definition);
  }
  return triggered;
}

function matches(expression: string | undefined, run: LiveRun, event: WireEvent): boolean {
  if (!expression) return true;
  return compileExpression(expression, "matching").holds({ event: run.events[0]?.event, async: event });
}
