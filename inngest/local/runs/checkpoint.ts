import { z } from "zod";
import { parseOps } from "../call/read-answer.ts";
import type { Engine } from "../engine-context.ts";
import { limits } from "../limits.ts";
import { noteDefer } from "./defers.ts";
import { failRun } from "./finish-run.ts";
import { type LiveRun, touchRun } from "./live-run.ts";
import { exceededLimit } from "./run-limits.ts";
import { dataMemo, saveStep } from "./save-step.ts";

const schema = z.object({
  qi_id: z.string().optional(),
  generation_id: z.number().optional(),
  steps: z.unknown().optional(),
});

/** `stale`: the call is not the current one of its job or its run is over, so its function must stop. */
export type CheckpointResult = "saved" | "stale" | "malformed" | "too large";

/**
 * Saves steps that a function reports while it goes on running, and resolves once they are stored.
 * Only the newest call of a job may: after a restart or a cancellation an older one is told to stop.
 */
export async function checkpoint(engine: Engine, runId: string, body: unknown): Promise<CheckpointResult> {
  const parsed = schema.safeParse(body);
  const ops = parsed.success ? parseOps(parsed.data.steps) : undefined;
  if (!parsed.success || !ops) return "malformed";
  const run = engine.runs.get(runId);
  const job = run?.record.jobs.find(({ id }) => id === parsed.data.qi_id);
  const call = job && run?.calls.get(job.id);
  if (!run || !job || !call) return "stale";
  if (parsed.data.generation_id !== undefined && parsed.data.generation_id !== call.generation)
    return "stale";
  const results = ops.filter(({ op }) => op === "StepRun" || op === "Step");
  // The SDK sends what is refused here again with its answer, where it becomes an error of the step.
  if (results.some(({ data }) => Buffer.byteLength(JSON.stringify(data ?? null)) > limits.output)) {
    return "too large";
  }
  for (const { id, op, name, displayName, data } of results) {
    saveStep(engine, run, { id, op, name: displayName ?? name ?? id, memo: dataMemo(data) });
  }
  for (const op of ops) noteDefer(engine, run, op);
  resetAttempt(engine, run, job);
  const problem = exceededLimit(run);
  if (problem) failRun(engine, run, problem);
  await engine.journal.sync();
  return problem ? "stale" : "saved";
}

/** A saved step is progress: what follows starts again at the first attempt. */
function resetAttempt(engine: Engine, run: LiveRun, job: LiveRun["record"]["jobs"][number]): void {
  if (job.attempt === 0) return;
  job.attempt = 0;
  touchRun(engine, run);
}
