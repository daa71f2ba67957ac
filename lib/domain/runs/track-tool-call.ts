import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { storableJson } from "#lib/db/storable-json.ts";
import type { Context } from "#lib/domain/context.ts";

export interface ToolCallRecord {
  runId: string;
  stepKey: string;
  /** Unique in the run and the same when the step is repeated. */
  key: string;
  position: number;
  kind: "tool" | "model";
  tool: string;
  risk: "low" | "medium" | "high";
  input: unknown;
  engine: string;
}

/** What a call gave: its output, or an error that speaks to the model. */
export type ToolCallResult = { output: unknown; error: null } | { output: null; error: string };

export interface TrackedEffect {
  result: ToolCallResult;
  usage?: { inputTokens: number; outputTokens: number; amountMicros: number };
}

const begun = z.object({
  id: z.uuid(),
  status: z.enum(["running", "succeeded", "failed", "stopped"]),
  output: z.unknown(),
  error: z.string().nullable(),
});

/**
 * Runs a call with its record: started, finished, cost. A call that ended before a crash is not run
 * again: its recorded result is given. Error `conflict` when the run has ended meanwhile.
 */
export async function trackToolCall(
  context: Context,
  record: ToolCallRecord,
  effect: (attempt: { startedAt: Date }) => Promise<TrackedEffect>,
): Promise<ToolCallResult> {
  const { runId, engine, ...call } = record;
  const row = begun.parse(
    await callFunction(context.db, "begin_tool_call", { p_run: runId, p_call: storableJson(call) }),
  );
  if (row.status === "succeeded") return { output: row.output, error: null };
  if (row.status === "failed") return { output: null, error: row.error ?? "the call failed" };
  const startedAt = context.clock.now();
  const { result, usage } = await effect({ startedAt });
  const durationMs = context.clock.now().getTime() - startedAt.getTime();
  await callFunction(context.db, "end_tool_call", {
    p_call: row.id,
    p_status: result.error === null ? "succeeded" : "failed",
    p_output: storableJson(result.output),
    p_error: result.error,
    p_cost: { engine, durationMs, ...usage },
  });
  return result;
}
