import { admitInvocation } from "../flow/admit-event.ts";
import { newUlid } from "../ids.ts";
import type { StoredEvent } from "../model.ts";
import { lifecycleEvents } from "./lifecycle-events.ts";
import { eventRow } from "./live-run.ts";
import { isKnownStep, type OpContext, refuseOp, type StepOutcome, textOf } from "./op-context.ts";
import { timeoutOf, waitFor } from "./wait-ops.ts";

/** Starts a run of another function and makes this one wait for its end. */
export function invokeFunction(context: OpContext): StepOutcome {
  const { engine, run, op } = context;
  const target = textOf(op.opts?.function_id) ?? "";
  const definition = engine.registry.functions.get(target);
  const end = timeoutOf(context);
  if (isKnownStep(context)) return { next: "wait" };
  if (!definition) return refuseOp(context, `could not find function with ID: ${target}`);
  if (end === undefined) return refuseOp(context, `"${op.opts?.timeout}" is no timeout`);
  const event = invocation(context, target);
  engine.journal.put("events", event.key, () => eventRow(event));
  const child = admitInvocation(engine, definition, event, { runId: run.record.id, stepId: op.id });
  if (typeof child === "string") return refuseOp(context, child);
  return waitFor(context, { kind: "invoke", target, dueAt: end, childId: child.record.id });
}

/** The event an invoked function is called with. */
function invocation({ engine, run, op }: OpContext, target: string): StoredEvent {
  const now = engine.clock.now();
  const key = newUlid(now);
  const payload = (op.opts?.payload ?? {}) as { data?: Record<string, unknown>; v?: string };
  const marker = { fn_id: target, correlation_id: `${run.record.id}.${op.id}` };
  const event = {
    id: key,
    name: lifecycleEvents.invoked,
    data: { ...payload.data, _inngest: marker },
    user: {},
    ts: now,
    ...(payload.v ? { v: payload.v } : {}),
  };
  return { key, receivedAt: now, event };
}
