import type { HttpAnswer } from "../call/http-call.ts";
import type { Answer, Op } from "../call/read-answer.ts";
import type { Engine } from "../engine-context.ts";
import { limits } from "../limits.ts";
import type { Job, WireError } from "../model.ts";
import { retryDelay } from "../timing/backoff.ts";
import { advanceRun, joinsGroups } from "./advance-run.ts";
import { completeRun, failRun } from "./finish-run.ts";
import { dropJob, retryJob } from "./jobs.ts";
import type { LiveRun } from "./live-run.ts";
import { isRace, type StepOutcome } from "./op-context.ts";
import { tooManySteps } from "./run-limits.ts";
import { dataMemo, errorMemo, saveStep } from "./save-step.ts";
import { opensStep, stepOps } from "./step-ops.ts";

/** Takes the answer of the app to the call of a job. */
export function applyAnswer(engine: Engine, run: LiveRun, job: Job, answer: Answer): void {
  if (answer.kind === "error") {
    failAttempt(engine, run, job, answer);
    return;
  }
  if (answer.requestVersion !== undefined) run.record.requestVersion = answer.requestVersion;
  if (answer.kind === "result") completeRun(engine, run, answer.data);
  else applyOps(engine, run, job, answer);
}

interface FailedAttempt {
  error: WireError;
  retriable: boolean;
  retryAfterMs?: number;
}

/** An attempt that gave nothing: the same call again after a pause, or the end of the run. */
export function failAttempt(engine: Engine, run: LiveRun, job: Job, failed: FailedAttempt): void {
  if (!failed.retriable || !hasAttemptsLeft(engine, run, job)) {
    if (job.kind === "gateway" && job.stepId) {
      const memo = errorMemo(failed.error);
      saveStep(engine, run, { id: job.stepId, op: "Gateway", name: job.name ?? "", memo });
      dropJob(engine, run, job);
      advanceRun(engine, run, job.race);
    } else {
      failRun(engine, run, failed.error);
    }
    return;
  }
  const delay = failed.retryAfterMs ?? retryDelay(job.attempt, engine.options.retryMs);
  retryJob(engine, run, job, delay, failed.error);
}

function hasAttemptsLeft(engine: Engine, run: LiveRun, job: Job): boolean {
  const definition = engine.registry.functions.get(run.record.functionId);
  return !definition || job.attempt + 1 < definition.maxAttempts;
}

/** The answer to a request the engine made for `step.fetch`. */
export function applyGatewayAnswer(engine: Engine, run: LiveRun, job: Job, answer: HttpAnswer): void {
  const memo = dataMemo({ status_code: answer.status, headers: answer.headers, body: answer.body });
  saveStep(engine, run, { id: job.stepId ?? "", op: "Gateway", name: job.name ?? "", memo });
  dropJob(engine, run, job);
  advanceRun(engine, run, job.race);
}

function applyOps(engine: Engine, run: LiveRun, job: Job, answer: Extract<Answer, { kind: "ops" }>): void {
  const unknown = answer.ops.find(({ op }) => !Object.hasOwn(stepOps, op));
  if (unknown) {
    const message = `the SDK reported the operation "${unknown.op}", which the engine doesn't know`;
    failAttempt(engine, run, job, { error: { name: "UnknownOperation", message }, retriable: true });
    return;
  }
  if (answer.ops.length > limits.steps) {
    failRun(engine, run, tooManySteps);
    return;
  }
  noteGroup(run, answer.ops);
  const mayRetry = !answer.noRetry && hasAttemptsLeft(engine, run, job);
  const outcomes = answer.ops.map(
    (op) => stepOps[op.op]?.({ engine, run, job, op, mayRetry }) ?? { next: "wait" as const },
  );
  const ending = outcomes.find(({ next }) => next === "complete" || next === "fail" || next === "retry");
  if (ending) {
    applyEnding(engine, run, job, ending, answer);
    return;
  }
  dropJob(engine, run, job);
  const nothingElse = outcomes.length > 0 && outcomes.every(({ next }) => next === "aside");
  if (nothingElse || outcomes.some(({ next }) => next === "go on")) advanceRun(engine, run, job.race);
  else if (run.record.jobs.length === 0 && run.record.waits.length === 0) {
    failRun(engine, run, {
      name: "NothingToDo",
      message: "the app answered without a result or anything to do",
    });
  }
}

function applyEnding(
  engine: Engine,
  run: LiveRun,
  job: Job,
  ending: StepOutcome,
  { noRetry, retryAfterMs }: Extract<Answer, { kind: "ops" }>,
): void {
  if (ending.next === "complete") completeRun(engine, run, ending.result);
  else if (ending.next === "fail") {
    failAttempt(engine, run, job, {
      error: ending.error,
      retriable: ending.retriable && !noRetry,
      retryAfterMs,
    });
  } else if (ending.next === "retry") {
    retryJob(engine, run, job, retryAfterMs ?? retryDelay(job.attempt, engine.options.retryMs), ending.error);
  }
}

/**
 * Several steps found at once are a parallel group: from now on the SDK must not run a step it discovers, and
 * if calls are planned for them the function is only replayed when all of the group are saved. Functions that
 * opted out of that (version 1 of the protocol) are replayed after each.
 */
function noteGroup(run: LiveRun, ops: Op[]): void {
  const open = ops.filter((op) => opensStep(op.op) && !run.steps.has(op.id));
  if (open.length < 2) return;
  const { record } = run;
  record.parallel = true;
  if (!joinsGroups(record)) return;
  if (!open.some(({ op }) => op === "StepPlanned" || op === "Gateway")) return;
  const joined = open.filter((op) => !isRace(op)).map(({ id }) => id);
  record.pending = [...new Set([...record.pending, ...joined])];
}
