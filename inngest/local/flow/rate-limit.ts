import type { Engine } from "../engine-context.ts";
import { exemptibleKeyOf } from "../expression/expression.ts";
import type { StoredEvent } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";

/** One in this many of the limit may come at once on top of the steady rate. */
const burstShare = 10;

/**
 * Counts an event against the rate limit of a function; `false` when it comes too early and is dropped.
 * The generic cell rate algorithm, as the Inngest server has it (pkg/execution/ratelimit): events are spaced by
 * period / limit, and a tenth of the limit may come at once on top.
 */
export function withinRateLimit(
  engine: Engine,
  { id, rateLimit }: RegisteredFunction,
  { event }: StoredEvent,
): boolean {
  if (!rateLimit) return true;
  const key = exemptibleKeyOf(rateLimit.key, { event });
  if (key === undefined) return true;
  const now = engine.clock.now();
  const counterId = `rate:${id}:${key}`;
  const spacing = rateLimit.period / rateLimit.limit;
  // Theoretical arrival time: the moment at which everything admitted so far is paid for.
  const paidUntil = Math.max(now, engine.counters.get(counterId, now)?.at ?? 0) + spacing;
  const tolerance = spacing * (Math.floor(rateLimit.limit / burstShare) + 1);
  if (paidUntil - tolerance > now) return false;
  engine.counters.set({ id: counterId, kind: "rate", at: paidUntil }, paidUntil, now);
  return true;
}
