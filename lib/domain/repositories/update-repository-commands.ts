import type { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { UpdateRepositoryCommandsInput } from "#lib/domain/repositories/schema.ts";

/** Replaces the detected commands by a person's. Errors: `invalid_input`, `not_found`, `forbidden`. */
export async function updateRepositoryCommands(
  context: Context,
  input: z.input<typeof UpdateRepositoryCommandsInput>,
): Promise<void> {
  const { repositoryId, commands } = parseInput(UpdateRepositoryCommandsInput, input);
  await callFunction(context.db, "update_repository_commands", {
    p_repository: repositoryId,
    p_commands: commands,
  });
}
