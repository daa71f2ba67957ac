import { callBody } from "../call/call-body.ts";
import { gatewayCall } from "../call/gateway-call.ts";
import { BodyTooLarge, type HttpAnswer, type HttpRequest, Unreachable } from "../call/http-call.ts";
import { readAnswer } from "../call/read-answer.ts";
import { signatureHeader } from "../call/signature.ts";
import { describeError } from "../describe-error.ts";
import type { Engine } from "../engine-context.ts";
import { serverKind } from "../engine-options.ts";
import { newUlid, sha1 } from "../ids.ts";
import { limits } from "../limits.ts";
import { discoverStep, type Job, type WireError } from "../model.ts";
import type { RegisteredFunction } from "../registry/registry.ts";
import { applyAnswer, applyGatewayAnswer, failAttempt } from "./apply-answer.ts";
import { failRun } from "./finish-run.ts";
import { armJob, holdJob, postponeJob, resumeJob } from "./jobs.ts";
import { type LiveRun, type OpenCall, touchRun } from "./live-run.ts";
import { exceededLimit } from "./run-limits.ts";
import { armTimeouts } from "./timeouts.ts";

/** Pauses (ms) before an app that can't be reached is called again without a sign of it; they double. */
const unreachablePause = { first: 500, longest: 15_000 };

/** Makes the call of a due job. `false` when there is none to be made; `release` is called when the call is over. */
export function startCall(
  engine: Engine,
  run: LiveRun,
  job: Job,
  release: () => void,
  oneStep: boolean,
): boolean {
  const definition = engine.registry.functions.get(run.record.functionId);
  if (!definition) {
    holdJob(engine, run, job, missingFunction(run));
    return false;
  }
  const problem = exceededLimit(run);
  if (problem) {
    failRun(engine, run, problem);
    return false;
  }
  markStarted(engine, run);
  const call: OpenCall = { generation: engine.nextGeneration(), abort: new AbortController(), oneStep };
  run.calls.set(job.id, call);
  makeCall(engine, run, job, definition, call)
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

function makeCall(
  engine: Engine,
  run: LiveRun,
  job: Job,
  definition: RegisteredFunction,
  call: OpenCall,
): Promise<HttpAnswer> {
  const { signal } = call.abort;
  if (job.request) return gatewayCall(job.request, signal);
  return engine.connections.request({ ...appRequest(engine, run, job, definition, call), signal });
}

type CallOutcome = { answer: HttpAnswer } | { error: unknown };

/** Takes the outcome of a call, unless the run is over or the engine closes: then it is discarded. */
function endCall(engine: Engine, run: LiveRun, job: Job, call: OpenCall, outcome: CallOutcome): void {
  if (run.calls.get(job.id) === call) run.calls.delete(job.id);
  if (engine.closed || engine.runs.get(run.record.id) !== run || call.abort.signal.aborted) return;
  const refusal =
    "error" in outcome && !job.request && outcome.error instanceof Unreachable ? outcome.error : undefined;
  run.refusals = refusal ? run.refusals + 1 : 0;
  if ("answer" in outcome) takeAnswer(engine, run, job, outcome.answer);
  else if (refusal) awaitApp(engine, run, job, refusal.message);
  else {
    const retriable = !(outcome.error instanceof BodyTooLarge);
    failAttempt(engine, run, job, { error: errorOf(outcome.error, job), retriable });
  }
  if (job.kind === "discover") armHeldDiscoveries(engine, run);
}

/** Waits for an app that is away. One request asks for it, not each of the thousands of runs that may wait. */
function awaitApp(engine: Engine, run: LiveRun, job: Job, reason: string): void {
  const { first, longest } = unreachablePause;
  const delay = Math.min(longest, first * 2 ** Math.min(run.refusals - 1, 10));
  postponeJob(engine, run, job, delay * (1 + Math.random()));
  engine.appLost(run.record.functionId, reason, {
    jobId: job.id,
    resume: () => resumeJob(engine, run, job),
  });
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
    failAttempt(engine, run, job, { error: errorOf(error, job), retriable: true });
  }
}

function errorOf(error: unknown, job: Job): WireError {
  const { name, message, cause } = error instanceof Error ? error : new Error(String(error));
  if (!job.request) {
    return { name, message: error instanceof BodyTooLarge ? `the app's answer: ${message}` : message };
  }
  // fetch says "fetch failed" and tells why in the cause.
  const reason = cause instanceof Error && cause.message ? cause.message : message;
  return { name: "GatewayError", message: `Error making gateway request: ${reason}` };
}

/** Replays that became due while this one was open had to wait for it. */
function armHeldDiscoveries(engine: Engine, run: LiveRun): void {
  for (const job of run.record.jobs) {
    const isPostponed = run.timers.has(job.id);
    if (job.kind === "discover" && !isPostponed) engine.journal.afterCommit(() => armJob(engine, run, job));
  }
}

function markStarted(engine: Engine, run: LiveRun): void {
  if (run.record.startedAt !== undefined) return;
  run.record.status = "Running";
  run.record.startedAt = engine.clock.now();
  touchRun(engine, run);
  armTimeouts(engine, run);
}

function appRequest(
  engine: Engine,
  run: LiveRun,
  job: Job,
  definition: RegisteredFunction,
  call: OpenCall,
): HttpRequest {
  const requestId = newUlid(Date.now());
  const url = new URL(definition.url);
  const stepId = job.stepId ?? discoverStep;
  url.searchParams.set("fnId", definition.id);
  url.searchParams.set("stepId", stepId);
  const { generation } = call;
  const body = callBody({ run, job, maxAttempts: definition.maxAttempts, requestId, generation });
  return {
    url: url.href,
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-inngest-server-kind": serverKind(engine.options),
      "x-run-id": run.record.id,
      "x-inngest-run-id": run.record.id,
      "x-inngest-req-version": `${run.record.requestVersion}`,
      "x-inngest-step-id": stepId,
      "x-request-id": requestId,
      "x-inngest-generation-id": `${generation}`,
      "x-inngest-job-id": job.id,
      traceparent: traceParent(run.record.id, requestId),
      ...signatureHeader(engine.options, body, Date.now()),
    },
    body,
    maxBytes: limits.response,
  };
}

/** W3C trace context of a call: the calls of a run are spans of one trace. */
const traceParent = (runId: string, requestId: string): string =>
  `00-${sha1(runId).slice(0, 32)}-${sha1(requestId).slice(0, 16)}-01`;

const missingFunction = ({ record }: LiveRun) => ({
  name: "FunctionNotFound",
  message: `the function "${record.functionId}" is no longer registered; the run goes on once it is again`,
});
