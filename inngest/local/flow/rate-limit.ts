import type { Engine } from "../engine-context.ts";
import { keyOf } from "../expression/expression.ts";
import type { RegisteredFunction } from "../registry/registry.ts";

/** Counts an event against the rate limit of a function; `false` when it is one too many in this period. */
export function withinRateLimit(
  engine: Engine,
  { id, rateLimit }: RegisteredFunction,
  variables: Record<string, unknown>,
): boolean {
  if (!rateLimit) return true;
  const now = engine.clock.now();
  const counterId = `rate:${id}:${keyOf(rateLimit.key, variables)}`;
  const window = engine.counters.get(counterId, now) ?? {
    id: counterId,
    kind: "rate" as const,
    count: 0,
    at: now + rateLimit.period,
  };
  if (window.count >= rateLimit.limit) return false;
  engine.counters.set({ ...window, count: window.count + 1 }, window.at, now);
  return true;
}
