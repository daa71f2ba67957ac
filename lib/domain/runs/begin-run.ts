import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";

/** Marks the run as running on this base commit. Error `conflict` when it has ended or is being stopped. */
export async function beginRun(context: Context, input: { runId: string; baseSha: string }): Promise<void> {
  await callFunction(context.db, "begin_run", { p_run: input.runId, p_base_sha: input.baseSha });
}
