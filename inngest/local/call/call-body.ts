import { limits } from "../limits.ts";
import { discoverStep, type Job } from "../model.ts";
import { defersJson } from "../runs/defers.ts";
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
  const useApi = run.stateSize + Buffer.byteLength(events) > limits.inlineState;
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
    `"defers":${defersJson(run)}`,
    `"ctx":${JSON.stringify(context)}`,
    `"version":${record.requestVersion}`,
    `"use_api":${useApi}`,
  ];
  return `{${parts.join(",")}}`;
}

/** The memoised steps of a run as the SDK reads them, and the replaced input of those to come, as JSON text. */
export function stepsJson({ steps, record }: Pick<LiveRun, "steps" | "record">): string {
  const memos = [...steps.values()].map(({ id, memo }) => `${JSON.stringify(id)}:${memo}`);
  const inputs = record.jobs.flatMap(({ stepId, input }) =>
    stepId && input ? [`${JSON.stringify(stepId)}:${JSON.stringify({ input })}`] : [],
  );
  return `{${[...memos, ...inputs].join(",")}}`;
}
