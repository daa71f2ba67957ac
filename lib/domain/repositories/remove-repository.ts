import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { RemoveRepositoryInput } from "#lib/domain/repositories/schema.ts";

/**
 * Takes a repository out of use; its name is free again, past runs stay readable. Errors: `not_found`,
 * `forbidden` (one that was imported is an admin's to remove), `unprocessable` (runs are at work in it).
 */
export async function removeRepository(
  context: Context,
  input: z.input<typeof RemoveRepositoryInput>,
): Promise<void> {
  const { repositoryId } = parseInput(RemoveRepositoryInput, input);
  await callFunction(context.db, "remove_repository", { p_repository: repositoryId });
}
