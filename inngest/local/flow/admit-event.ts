import type { Engine } from "../engine-context.ts";
import { keyOf } from "../expression/expression.ts";
import { idempotencyPeriod } from "../limits.ts";
import type { StoredEvent } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { batchEvent, debounceEvent } from "./event-buffers.ts";
import { launchRun } from "./launch-run.ts";
import { withinRateLimit } from "./rate-limit.ts";

/** Takes an event to a function it triggers, through the function's flow control in the order Inngest applies it. */
export function admitEvent(engine: Engine, definition: RegisteredFunction, event: StoredEvent): void {
  const now = engine.clock.now();
  const claims = claimsOf(definition, event);
  if (!claims.every((claim) => engine.claims.take(claim, now, now + idempotencyPeriod))) return;
  if (!withinRateLimit(engine, definition, { event: event.event })) return;
  if (definition.debounce) debounceEvent(engine, definition, event);
  else if (definition.batchEvents) batchEvent(engine, definition, event);
  else launchRun(engine, definition, [event]);
}

/** What may start the function only once: the sender's event id, and the value of its idempotency expression. */
export function claimsOf(definition: RegisteredFunction, { key, event }: StoredEvent): string[] {
  const claims = event.id === key ? [] : [`id:${definition.id}:${event.id}`];
  if (definition.idempotency) {
    claims.push(`key:${definition.id}:${keyOf(definition.idempotency, { event })}`);
  }
  return claims;
}
