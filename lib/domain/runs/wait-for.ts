import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** Says on the run page what the run waits for, for example "CI" or "your approval". */
export async function waitFor(context: Context, input: { runId: string; what: string }): Promise<void> {
  await callFunction(context.db, "wait_for", { p_run: input.runId, p_waiting_for: input.what });
}
