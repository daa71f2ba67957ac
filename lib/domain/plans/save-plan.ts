import { callFunction } from "#lib/db/call.ts";
import type { Json } from "#lib/db/types.ts";
import type { Context } from "#lib/domain/context.ts";

export interface PlanRecord {
  taskType: string;
  summary: string;
  analysis: unknown;
  estimate: { seconds: number; costMicros: number };
  engine: string;
  steps: {
    key: string;
    title: string;
    action: string;
    agent: string;
    tool: string;
    inputs: Record<string, unknown>;
    successCriteria: string;
    fallback: string;
    dependsOn: string[];
  }[];
}

/** Keeps the plan of a run and returns its id; a run that has one keeps it. */
export async function savePlan(
  context: Context,
  input: { runId: string; plan: PlanRecord },
): Promise<string> {
  return callFunction(context.db, "save_plan", { p_run: input.runId, p_plan: input.plan as unknown as Json });
}
