import { setTimeout as delay } from "node:timers/promises";
import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { AppError } from "#lib/errors.ts";

const TRIES = 20;

async function killSandbox(context: Context, id: string): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (await context.ports.sandbox.kill(id)) return;
    await delay(100);
  }
  throw new AppError("unavailable", "A process of the run does not end.");
}

/** Kills every process of a run, its CI included. Error `unavailable` when one survives. */
export async function killRunProcesses(context: Context, input: { runId: string }): Promise<void> {
  const pulls = unwrap(await context.db.from("pull_requests").select("id").eq("run_id", input.runId));
  const sandboxes = [input.runId, ...pulls.map((pull) => `${pull.id}-ci`)];
  for (const id of sandboxes) await killSandbox(context, id);
  // A step that was just between two commands may have started its next one meanwhile.
  await delay(500);
  for (const id of sandboxes) await killSandbox(context, id);
}
