import { callBody } from "../call/call-body.ts";
import type { HttpAnswer, HttpRequest } from "../call/http-call.ts";
import { Unreachable } from "../call/http-call.ts";
import { readAnswer } from "../call/read-answer.ts";
import { describeError } from "../describe-error.ts";
import type { Engine } from "../engine-context.ts";
import { newUlid } from "../ids.ts";
import { limits } from "../limits.ts";
import { discoverStep, type Job, type WireError } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { applyAnswer, applyGatewayAnswer, failAttempt } from "./apply-answer.ts";
import { failRun } from "./finish-run.ts";
import { armJob, holdJob, postponeJob } from "./jobs.ts";
import { type LiveRun, type OpenCall, touchRun } from "./live-run.ts";
import { armTimeouts } from "./timeouts.ts";

/** Pause before calling an app that can't be reached again. */
const unreachablePause = 500;

/** Makes the call of a due job. `false` when there is none to be made; `release` is called when the call is over. */
export function startCall(engine: Engine, run: LiveRun, job: Job, release: () => void): boolean {
  const definition = engine.registry.functions.get(run.record.functionId);
  if (!definition) {
    holdJob(engine, run, job, missingFunction(run));
    return false;
  }
  const problem = overflow(run);
  if (problem) {
    failRun(engine, run, problem);
    return false;
  }
  markStarted(engine, run);
  const call: OpenCall = { generation: engine.nextGeneration(), abort: new AbortController() };
  run.calls.set(job.id, call);
  const request = job.request ? gatewayRequest(job) : appRequest(run, job, definition, call);
  engine.connections
    .request({ ...request, signal: call.abort.signal })
    .then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    )
    .then((outcome) => endCall(engine, run, job, call, outcome))
    .catch((error: unknown) =>
      engine.log.error({ error: describeError(error), run: run.record.id }, "the end of a call failed"),
    )
    .finally(release);
  return true;
}

type CallOutcome = { answer: HttpAnswer } | { error: unknown };

/** Takes the outcome of a call, unless the run is over or the engine closes: then it is discarded. */
function endCall(engine: Engine, run: LiveRun, job: Job, call: OpenCall, outcome: CallOutcome): void {
  if (run.calls.get(job.id) === call) run.calls.delete(job.id);
  if (engine.closed || engine.runs.get(run.record.id) !== run || call.abort.signal.aborted) return;
  if ("answer" in outcome) takeAnswer(engine, run, job, outcome.answer);
  else if (outcome.error instanceof Unreachable && !job.request) {
    engine.appLost(run.record.functionId, outcome.error.message);
    // Spread out, so that thousands of waiting runs don't all knock at the same moment.
    postponeJob(engine, run, job, unreachablePause * (1 + Math.random()));
  } else {
    failAttempt(engine, run, job, { error: errorOf(outcome.error), retriable: true });
  }
  if (job.kind === "discover") armHeldDiscoveries(engine, run);
}

/** An answer the engine stumbles over must not leave the run without a next step. */
function takeAnswer(engine: Engine, run: LiveRun, job: Job, answer: HttpAnswer): void {
  try {
    if (job.request) applyGatewayAnswer(engine, run, job, answer);
    else applyAnswer(engine, run, job, readAnswer(answer, engine.clock.now()));
  } catch (error) {
    engine.log.error(
      { error: describeError(error), run: run.record.id },
      "the answer of the app can't be applied",
    );
    failAttempt(engine, run, job, { error: errorOf(error), retriable: true });
  }
}

const errorOf = (error: unknown): WireError =>
  error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: "Error", message: String(error) };

/** Replays that became due while this one was open had to wait for it. */
function armHeldDiscoveries(engine: Engine, run: LiveRun): void {
  for (const job of run.record.jobs) {
    if (job.kind === "discover") engine.journal.afterCommit(() => armJob(engine, run, job));
  }
}

function markStarted(engine: Engine, run: LiveRun): void {
  if (run.record.startedAt !== undefined) return;
  run.record.status = "Running";
  run.record.startedAt = engine.clock.now();
  touchRun(engine, run);
  armTimeouts(engine, run);
}

function appRequest(run: LiveRun, job: Job, definition: RegisteredFunction, call: OpenCall): HttpRequest {
  const requestId = newUlid(Date.now());
  const url = new URL(definition.url);
  const stepId = job.stepId ?? discoverStep;
  url.searchParams.set("fnId", definition.id);
  url.searchParams.set("stepId", stepId);
  return {
    url: url.href,
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-inngest-server-kind": "dev",
      "x-run-id": run.record.id,
      "x-inngest-run-id": run.record.id,
      "x-inngest-req-version": `${run.record.requestVersion}`,
      "x-inngest-step-id": stepId,
      "x-request-id": requestId,
      "x-inngest-generation-id": `${call.generation}`,
      "x-inngest-job-id": job.id,
    },
    body: callBody({ run, job, maxAttempts: definition.maxAttempts, requestId, generation: call.generation }),
    maxBytes: limits.response,
  };
}

const gatewayRequest = ({ request }: Job): HttpRequest => ({
  url: request?.url ?? "",
  method: request?.method ?? "GET",
  headers: request?.headers ?? {},
  body: request?.body,
  maxBytes: limits.output,
});

const missingFunction = ({ record }: LiveRun) => ({
  name: "FunctionNotFound",
  message: `the function "${record.functionId}" is no longer registered; the run goes on once it is again`,
});

function overflow(run: LiveRun) {
  if (run.steps.size > limits.steps) {
    return { name: "TooManySteps", message: `the run has more than ${limits.steps} steps` };
  }
  if (run.stateSize <= limits.state) return undefined;
  return {
    name: "StateTooLarge",
    message: `the outputs of the run's steps are larger than ${limits.state} bytes`,
  };
}
