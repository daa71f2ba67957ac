import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import type { RenameUserInput } from "#lib/domain/users/schema.ts";

/** Changes the person's own name. */
export async function renameUser(context: Pick<Context, "db">, input: RenameUserInput): Promise<void> {
  await callFunction(context.db, "rename_me", { p_name: input.name });
}
