import type { Engine } from "../engine-context.ts";
import { keyOf } from "../expression/expression.ts";
import type { RegisteredFunction } from "../registry/registry.ts";

/**
 * When a run of a throttled function may start: the generic cell rate algorithm, as the Inngest server has it.
 * Starts are spaced by period / limit; `burst` of them may come at once after a quiet time.
 */
export function throttledStart(
  engine: Engine,
  { id, throttle }: RegisteredFunction,
  variables: Record<string, unknown>,
): number {
  const now = engine.clock.now();
  if (!throttle) return now;
  const counterId = `throttle:${id}:${keyOf(throttle.key, variables)}`;
  const spacing = throttle.period / throttle.limit;
  // Theoretical arrival time: the moment at which everything admitted so far is paid for.
  const paidUntil = Math.max(now, engine.counters.get(counterId, now)?.at ?? 0);
  const next = paidUntil + spacing;
  engine.counters.set({ id: counterId, kind: "throttle", at: next }, next, now);
  return Math.max(now, next - spacing * (throttle.burst ?? 1));
}
