import type { Op } from "../call/read-answer.ts";
import type { Engine } from "../engine-context.ts";
import type { Job, WireError } from "../model.ts";
import type { LiveRun } from "./live-run.ts";
import { errorMemo, saveStep } from "./save-step.ts";

/** An operation that the app reported for a run, and the call it came with. */
export interface OpContext {
  engine: Engine;
  run: LiveRun;
  job: Job;
  op: Op;
  /** Whether the job has attempts left and the SDK didn't forbid another. */
  mayRetry: boolean;
}

/** What an operation means for the run: its step is saved, is to come, or it is none; or the call ends otherwise. */
export type StepOutcome =
  | { next: "go on" | "wait" | "aside" }
  | { next: "complete"; result: string }
  | { next: "fail"; error: WireError; retriable: boolean }
  | { next: "retry"; error: WireError };

export type OpHandler = (context: OpContext) => StepOutcome;

/** Whether the step stands in a group of which the first to finish decides. */
export const isRace = (op: Op): boolean => op.opts?.parallelMode === "race";

export const nameOf = (op: Op): string => op.displayName ?? op.name ?? op.id;

export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value ? value : undefined;

/** Saves the step of the operation with the JSON text that the SDK gets back for it. */
export function saveOp({ engine, run, op }: OpContext, memo: string): StepOutcome {
  saveStep(engine, run, { id: op.id, op: op.op, name: nameOf(op), memo });
  return { next: "go on" };
}

/** A request that can't be met becomes an error of the step, which the function may catch. */
export function refuseOp(context: OpContext, message: string): StepOutcome {
  return saveOp(context, errorMemo({ name: "Error", message }));
}

/** Whether the step has an outcome, a call or a wait already: then the operation is a repetition. */
export const isKnownStep = ({ run, op }: OpContext): boolean =>
  run.steps.has(op.id) ||
  run.record.jobs.some(({ stepId }) => stepId === op.id) ||
  run.record.waits.some(({ stepId }) => stepId === op.id);
