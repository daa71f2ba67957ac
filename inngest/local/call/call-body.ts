import { limits } from "../limits.ts";
import { discoverStep, type Job } from "../model.ts";
import type { LiveRun } from "../runs/live-run.ts";

interface CallContext {
  run: LiveRun;
  job: Job;
  maxAttempts: number;
  requestId: string;
  generation: number;
}

/** The JSON text of a call: memos are spliced in as they are stored, without parsing them again. */
export function callBody({ run, job, maxAttempts, requestId, generation }: CallContext): string {
  const { record } = run;
  const events = JSON.stringify(run.events.map(({ event }) => event));
  const useApi = run.stateSize + events.length > limits.inlineState;
  const alone = !record.parallel && record.jobs.every(({ kind }) => kind === "discover");
  const stack = [...run.steps.keys()];
  const context = {
    run_id: record.id,
    // Without it the SDK makes no checkpoints and returns after each step.
    fn_id: run.calls.get(job.id)?.oneStep ? undefined : record.functionId,
    qi_id: job.id,
    attempt: job.attempt,
    max_attempts: maxAttempts,
    disable_immediate_execution: !alone,
    use_api: useApi,
    stack: { stack, current: stack.length },
    env: "local",
    step_id: job.stepId ?? discoverStep,
    request_id: requestId,
    generation_id: generation,
    job_id: job.id,
  };
  const parts = [
    `"event":${JSON.stringify(run.events[0]?.event ?? {})}`,
    `"events":${useApi ? "[]" : events}`,
    `"steps":${useApi ? "{}" : stepsJson(run)}`,
    `"defers":{}`,
    `"ctx":${JSON.stringify(context)}`,
    `"version":${record.requestVersion}`,
    `"use_api":${useApi}`,
  ];
  return `{${parts.join(",")}}`;
}

/** The memoised steps of a run as the SDK reads them, as JSON text. */
export function stepsJson(run: Pick<LiveRun, "steps">): string {
  const entries = [...run.steps.values()].map(({ id, memo }) => `${JSON.stringify(id)}:${memo}`);
  return `{${entries.join(",")}}`;
}
