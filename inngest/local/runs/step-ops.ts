import { type Op, toWireError } from "../call/read-answer.ts";
import type { Engine } from "../engine-context.ts";
import { compileExpression } from "../expression/expression.ts";
import { admitInvocation } from "../flow/admit-event.ts";
import { completeStepId, newUlid } from "../ids.ts";
import { longestWait } from "../limits.ts";
import type { GatewayRequest, Job, StoredEvent, Wait, WireError } from "../model.ts";
import { dueAt } from "../timing/durations.ts";
import { addJob } from "./jobs.ts";
import { lifecycleEvents } from "./lifecycle-events.ts";
import { eventRow, type LiveRun } from "./live-run.ts";
import { dataMemo, errorMemo, saveStep } from "./save-step.ts";
import { addWait } from "./waits.ts";

interface OpContext {
  engine: Engine;
  run: LiveRun;
  job: Job;
  op: Op;
  /** Whether the job has attempts left and the SDK didn't forbid another. */
  mayRetry: boolean;
}

/** What an operation means for the run: its step is saved, it is to come, or the call ends otherwise. */
export type StepOutcome =
  | { next: "go on" | "wait" }
  | { next: "complete"; result: string }
  | { next: "fail"; error: WireError; retriable: boolean }
  | { next: "retry"; error: WireError };

type OpHandler = (context: OpContext) => StepOutcome;

/** The operations of the SDK and what the engine does for each: the middle of the state machine. */
export const stepOps: Record<string, OpHandler> = {
  StepRun: saveResult,
  Step: saveResult,
  StepError: stepError,
  StepFailed: stepFailed,
  StepPlanned: planStep,
  Sleep: sleep,
  WaitForEvent: waitForEvent,
  WaitForSignal: waitForSignal,
  InvokeFunction: invokeFunction,
  Gateway: gateway,
  AIGateway: (context) =>
    refuse(context, "step.ai.infer needs Inngest Cloud; call the model inside step.run"),
  RunComplete: ({ op }) => ({ next: "complete", result: JSON.stringify(op.data ?? null) }),
  DiscoveryRequest: () => ({ next: "go on" }),
  DeferAdd: () => ({ next: "wait" }),
  DeferAbort: () => ({ next: "wait" }),
};

const opening = new Set([
  "StepPlanned",
  "Sleep",
  "WaitForEvent",
  "WaitForSignal",
  "InvokeFunction",
  "Gateway",
]);

/** Whether an operation asks for a step that has no outcome yet. */
export const opensStep = (op: string): boolean => opening.has(op);

/** Whether the step stands in a group of which the first to finish decides. */
export const isRace = (op: Op): boolean => op.opts?.parallelMode === "race";

const nameOf = (op: Op): string => op.displayName ?? op.name ?? op.id;
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value ? value : undefined;

function save({ engine, run, op }: OpContext, memo: string): StepOutcome {
  saveStep(engine, run, { id: op.id, op: op.op, name: nameOf(op), memo });
  return { next: "go on" };
}

function saveResult(context: OpContext): StepOutcome {
  return save(context, dataMemo(context.op.data));
}

/** A request that can't be met becomes an error of the step, which the function may catch. */
function refuse(context: OpContext, message: string): StepOutcome {
  return save(context, errorMemo({ name: "Error", message }));
}

function stepError(context: OpContext): StepOutcome {
  const error = toWireError(context.op.error);
  if (context.op.id === completeStepId) return { next: "fail", error, retriable: true };
  return context.mayRetry ? { next: "retry", error } : save(context, errorMemo(error));
}

function stepFailed(context: OpContext): StepOutcome {
  const error = toWireError(context.op.error);
  if (context.op.id === completeStepId) return { next: "fail", error, retriable: false };
  return save(context, errorMemo(error));
}

function planStep({ engine, run, op }: OpContext): StepOutcome {
  const known = run.steps.has(op.id) || run.record.jobs.some(({ stepId }) => stepId === op.id);
  if (!known) {
    addJob(engine, run, {
      kind: "step",
      stepId: op.id,
      name: nameOf(op),
      dueAt: engine.clock.now(),
      race: isRace(op) || undefined,
    });
  }
  return { next: "wait" };
}

function waitFor(
  { engine, run, op }: OpContext,
  wait: Omit<Wait, "stepId" | "name" | "since" | "race">,
): StepOutcome {
  const since = engine.clock.now();
  addWait(engine, run, { ...wait, stepId: op.id, name: nameOf(op), since, race: isRace(op) || undefined });
  return { next: "wait" };
}

/**
 * End of a wait; `undefined` when the text is no duration or date. The SDK writes no text for a time that is over
 * or that it doesn't understand: the wait then lasts for `without` milliseconds.
 */
function endOfWait({ engine }: OpContext, given: unknown, without: number): number | undefined {
  const now = engine.clock.now();
  const text = textOf(given);
  return text === undefined ? now + without : dueAt(text, now);
}

function sleep(context: OpContext): StepOutcome {
  const end = endOfWait(context, context.op.name, 0);
  if (end === undefined)
    return refuse(context, `"${context.op.name}" is neither a duration nor a date to sleep until`);
  return waitFor(context, { kind: "sleep", target: "", dueAt: end });
}

function waitForEvent(context: OpContext): StepOutcome {
  const target = textOf(context.op.name) ?? textOf(context.op.opts?.event);
  const end = endOfWait(context, context.op.opts?.timeout, 0);
  if (!target) return refuse(context, "step.waitForEvent needs the name of an event");
  if (end === undefined) return refuse(context, `"${context.op.opts?.timeout}" is no timeout`);
  const expression = textOf(context.op.opts?.if);
  try {
    if (expression) compileExpression(expression, "matching");
  } catch (cause) {
    return refuse(context, (cause as Error).message);
  }
  return waitFor(context, { kind: "event", target, dueAt: end, expression });
}

function waitForSignal(context: OpContext): StepOutcome {
  const { engine, run, op } = context;
  const target = textOf(op.opts?.signal) ?? textOf(op.name);
  const end = endOfWait(context, op.opts?.timeout, 0);
  if (!target || end === undefined) return refuse(context, "step.waitForSignal needs a signal and a timeout");
  const holder = engine.runs.waitingForSignal(target);
  const isOther = holder && !(holder.run === run && holder.wait.stepId === op.id);
  if (isOther && op.opts?.conflict !== "replace") {
    return refuse(context, `another run is waiting for the signal "${target}" already`);
  }
  return waitFor(context, { kind: "signal", target, dueAt: end });
}

function invokeFunction(context: OpContext): StepOutcome {
  const { engine, run, op } = context;
  const target = textOf(op.opts?.function_id) ?? "";
  const definition = engine.registry.functions.get(target);
  const end = endOfWait(context, op.opts?.timeout, longestWait);
  if (!definition) return refuse(context, `could not find function with ID: ${target}`);
  if (end === undefined) return refuse(context, `"${op.opts?.timeout}" is no timeout`);
  if (run.steps.has(op.id) || run.record.waits.some(({ stepId }) => stepId === op.id))
    return { next: "wait" };
  const event = invocation(context, target);
  engine.journal.put("events", event.key, () => eventRow(event));
  const child = admitInvocation(engine, definition, event, { runId: run.record.id, stepId: op.id });
  if (typeof child === "string") return refuse(context, child);
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

function gateway(context: OpContext): StepOutcome {
  const { engine, run, op } = context;
  const request = gatewayRequest(op.opts ?? {});
  if (!request) return refuse(context, `"${op.opts?.url}" is no http(s) URL that can be fetched`);
  const known = run.steps.has(op.id) || run.record.jobs.some(({ stepId }) => stepId === op.id);
  if (!known) {
    const race = isRace(op) || undefined;
    addJob(engine, run, {
      kind: "gateway",
      stepId: op.id,
      name: nameOf(op),
      dueAt: engine.clock.now(),
      race,
      request,
    });
  }
  return { next: "wait" };
}

function gatewayRequest(options: Record<string, unknown>): GatewayRequest | undefined {
  const url = textOf(options.url);
  if (!url || !/^https?:$/.test(URL.parse(url)?.protocol ?? "")) return undefined;
  const headers = Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)]);
  const body = options.body === undefined || options.body === null ? undefined : options.body;
  return {
    url,
    method: textOf(options.method) ?? "GET",
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  };
}
