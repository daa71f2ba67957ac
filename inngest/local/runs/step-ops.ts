import { toWireError } from "../call/read-answer.ts";
import { completeStepId } from "../ids.ts";
import { deferOp } from "./defers.ts";
import { gateway } from "./gateway-op.ts";
import { invokeFunction } from "./invoke-op.ts";
import { addJob } from "./jobs.ts";
import {
  isKnownStep,
  isRace,
  nameOf,
  type OpContext,
  type OpHandler,
  refuseOp,
  type StepOutcome,
  saveOp,
} from "./op-context.ts";
import { dataMemo, errorMemo } from "./save-step.ts";
import { sleep, waitForEvent, waitForSignal } from "./wait-ops.ts";

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
    refuseOp(context, "step.ai.infer needs Inngest Cloud; call the model inside step.run"),
  RunComplete: ({ op }) => ({ next: "complete", result: JSON.stringify(op.data ?? null) }),
  DiscoveryRequest: () => ({ next: "go on" }),
  None: () => ({ next: "wait" }),
  DeferAdd: deferOp,
  DeferAbort: deferOp,
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

function saveResult(context: OpContext): StepOutcome {
  return saveOp(context, dataMemo(context.op.data));
}

function stepError(context: OpContext): StepOutcome {
  const error = toWireError(context.op.error);
  if (context.op.id === completeStepId) return { next: "fail", error, retriable: true };
  return context.mayRetry ? { next: "retry", error } : saveOp(context, errorMemo(error));
}

function stepFailed(context: OpContext): StepOutcome {
  const error = toWireError(context.op.error);
  if (context.op.id === completeStepId) return { next: "fail", error, retriable: false };
  return saveOp(context, errorMemo(error));
}

function planStep(context: OpContext): StepOutcome {
  const { engine, run, op } = context;
  if (!isKnownStep(context)) {
    const race = isRace(op) || undefined;
    addJob(engine, run, {
      kind: "step",
      stepId: op.id,
      name: nameOf(op),
      dueAt: engine.clock.now(),
      race,
    });
  }
  return { next: "wait" };
}
