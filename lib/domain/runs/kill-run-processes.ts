import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Ends the sandboxes of a run, its CI's included, for good: no process is left and no further one is
 * started, whatever step is still under way. Error `unavailable` when one survives; ask again then.
 */
export async function killRunProcesses(context: Context, input: { runId: string }): Promise<void> {
  const pulls = unwrap(await context.db.from("pull_requests").select("id").eq("run_id", input.runId));
  const sandboxes = [input.runId, ...pulls.map((pull) => `${pull.id}-ci`)];
  const ended = await Promise.all(sandboxes.map((id) => context.ports.sandbox.seal(id)));
  if (ended.includes(false)) throw new AppError("unavailable", "A process of the run does not end.");
}
