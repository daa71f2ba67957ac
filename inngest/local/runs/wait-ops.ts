import { compileExpression } from "../expression/expression.ts";
import { longestWait } from "../limits.ts";
import type { Wait } from "../model.ts";
import { dueAt } from "../timing/durations.ts";
import { isRace, nameOf, type OpContext, refuseOp, type StepOutcome, textOf } from "./op-context.ts";
import { addWait } from "./waits.ts";

/** Makes the run wait for what the operation asks. */
export function waitFor(
  { engine, run, op }: OpContext,
  wait: Omit<Wait, "stepId" | "name" | "since" | "race">,
): StepOutcome {
  const since = engine.clock.now();
  addWait(engine, run, { ...wait, stepId: op.id, name: nameOf(op), since, race: isRace(op) || undefined });
  return { next: "wait" };
}

/** End of a wait with an optional timeout; `undefined` when the text is no duration or date. */
export function timeoutOf({ engine, op }: OpContext): number | undefined {
  const now = engine.clock.now();
  const text = textOf(op.opts?.timeout);
  return text === undefined ? now + longestWait : dueAt(text, now);
}

export function sleep(context: OpContext): StepOutcome {
  const { engine, op } = context;
  const text = textOf(op.opts?.duration) ?? op.name ?? "";
  // The SDK writes a duration of zero, or a negative one, as an empty text.
  const end = text === "" ? engine.clock.now() : dueAt(text, engine.clock.now());
  if (end === undefined)
    return refuseOp(context, `"${text}" is neither a duration nor a date to sleep until`);
  return waitFor(context, { kind: "sleep", target: "", dueAt: end });
}

export function waitForEvent(context: OpContext): StepOutcome {
  const { engine, op } = context;
  const target = textOf(op.opts?.event) ?? textOf(op.name);
  const end = op.opts?.timeout === "" ? engine.clock.now() : timeoutOf(context);
  if (!target) return refuseOp(context, "step.waitForEvent needs the name of an event");
  if (end === undefined) return refuseOp(context, `"${op.opts?.timeout}" is no timeout`);
  const expression = textOf(op.opts?.if);
  try {
    if (expression) compileExpression(expression, "matching");
  } catch (cause) {
    return refuseOp(context, (cause as Error).message);
  }
  return waitFor(context, { kind: "event", target, dueAt: end, expression });
}

export function waitForSignal(context: OpContext): StepOutcome {
  const { engine, run, op } = context;
  const target = textOf(op.opts?.signal) ?? textOf(op.name);
  const end = timeoutOf(context);
  if (!target || end === undefined)
    return refuseOp(context, "step.waitForSignal needs a signal and a timeout");
  const holder = engine.runs.waitingForSignal(target);
  const isOther = holder && !(holder.run === run && holder.wait.stepId === op.id);
  if (isOther && op.opts?.conflict !== "replace") {
    return refuseOp(context, `Signal conflict; another step is waiting for the signal "${target}" already`);
  }
  return waitFor(context, { kind: "signal", target, dueAt: end });
}
