import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { RetryRepositoryImportInput } from "#lib/domain/repositories/schema.ts";

const Result = z.object({ event: OutboxEvent });

/** Starts a failed import again. Errors: `not_found`, `forbidden`, `unprocessable` (it has not failed). */
export async function retryRepositoryImport(
  context: Context,
  input: z.input<typeof RetryRepositoryImportInput>,
): Promise<void> {
  const { repositoryId } = parseInput(RetryRepositoryImportInput, input);
  const result = await callFunction(context.db, "retry_repository_import", { p_repository: repositoryId });
  await sendEvent(context, Result.parse(result).event);
}
