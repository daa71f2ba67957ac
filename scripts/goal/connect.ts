import { setTimeout as delay } from "node:timers/promises";
import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { connectRepository } from "#lib/domain/repositories/connect-repository.ts";
import { newId } from "#lib/ids.ts";
import { Problem } from "../start/problem.ts";
import type { GoalSource } from "./source.ts";

const POLL_MS = 200;

/** Connects a repository and waits until it is in the forge. Errors: Problem when it can't be taken over. */
export async function connectSource(
  context: Context,
  source: Pick<GoalSource, "kind" | "location" | "name">,
): Promise<string> {
  const name = `${source.name.slice(0, 50)}-${newId().slice(0, 8)}`;
  const { repositoryId } = await connectRepository(context, {
    name,
    sourceKind: source.kind,
    location: source.location,
  });
  for (;;) {
    const row = unwrap(
      await context.db.from("repositories").select("status, status_reason").eq("id", repositoryId).single(),
    );
    if (row.status === "ready") return repositoryId;
    if (row.status === "failed")
      throw new Problem("The repository could not be taken over.", row.status_reason ?? "");
    await delay(POLL_MS);
  }
}
