import type { Engine } from "../engine-context.ts";
import { exemptibleKeyOf } from "../expression/expression.ts";
import { storableKey } from "../ids.ts";
import { idempotencyPeriod } from "../limits.ts";
import type { RunRecord, StoredEvent } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import type { LiveRun } from "../runs/live-run.ts";
import { batchEvent, debounceEvent } from "./event-buffers.ts";
import { launchRun } from "./launch-run.ts";
import { withinRateLimit } from "./rate-limit.ts";

/** Takes an event to a function it triggers, through the function's flow control in the order Inngest applies it. */
export function admitEvent(engine: Engine, definition: RegisteredFunction, event: StoredEvent): void {
  const now = engine.clock.now();
  const claims = claimsOf(definition, event);
  if (claims.every((claim) => engine.claims.take(claim, now, now + idempotencyPeriod))) {
    admitTimer(engine, definition, event);
  }
}

/** Takes a firing of a cron trigger through the flow control: only what senders repeat is told apart by claims. */
export function admitTimer(engine: Engine, definition: RegisteredFunction, event: StoredEvent): void {
  if (!withinRateLimit(engine, definition, event)) return;
  if (definition.debounce) debounceEvent(engine, definition, event);
  else if (definition.batchEvents) batchEvent(engine, definition, event);
  else launchRun(engine, definition, [event]);
}

/**
 * Takes an invocation through the flow control of the invoked function, except debounce and batching, which give
 * no run of its own to wait for. Returns the run, or why there is none.
 */
export function admitInvocation(
  engine: Engine,
  definition: RegisteredFunction,
  event: StoredEvent,
  parent: RunRecord["parent"],
): LiveRun | string {
  const now = engine.clock.now();
  const isFirst = claimsOf(definition, event).every((claim) =>
    engine.claims.take(claim, now, now + idempotencyPeriod),
  );
  if (!isFirst || !withinRateLimit(engine, definition, event)) return "invoked function is rate limited";
  return (
    launchRun(engine, definition, [event], { parent }) ??
    "invoked function is a singleton, and a run of it is going on"
  );
}

/** What may start the function only once: the sender's event id, and the value of its idempotency expression. */
export function claimsOf(definition: RegisteredFunction, { key, event }: StoredEvent): string[] {
  const claims = event.id === key ? [] : [`id:${definition.id}:${storableKey(event.id)}`];
  if (!definition.idempotency) return claims;
  const value = exemptibleKeyOf(definition.idempotency, { event });
  return value === undefined ? claims : [...claims, `key:${definition.id}:${value}`];
}
