import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

export interface StepRecord {
  key: string;
  position: number;
  title: string;
  agent: string;
  status: "pending" | "running" | "waiting" | "succeeded" | "failed" | "skipped";
  /** One line for people. */
  summary?: string;
  error?: { code: string; message: string; remedy?: string };
}

/** Creates or updates one step of a run; its times are those of the database. */
export async function recordStep(
  context: Context,
  input: { runId: string; step: StepRecord },
): Promise<void> {
  const { step } = input;
  await callFunction(context.db, "record_step", {
    p_run: input.runId,
    p_step: { ...step, summary: step.summary ?? null, error: step.error ?? null },
  });
}
