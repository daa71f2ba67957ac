import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { OutboxEvent, sendEvent } from "#lib/domain/outbox/send-event.ts";
import { parseInput } from "#lib/domain/parse-input.ts";
import { ConnectRepositoryInput } from "#lib/domain/repositories/schema.ts";
import { AppError } from "#lib/errors.ts";

const Result = z.object({ id: z.uuid(), event: OutboxEvent });

/**
 * Registers a repository and starts its import; whether the place exists and may be read is found out
 * there and told in the repository's status. Errors: `invalid_input`, `forbidden`, `conflict` (the name
 * is taken), `unprocessable` (too many repositories, or a
 * credential that is for another server).
 */
export async function connectRepository(
  context: Context,
  input: z.input<typeof ConnectRepositoryInput>,
): Promise<{ repositoryId: string }> {
  const parsed = parseInput(ConnectRepositoryInput, input);
  const { name, sourceKind, location } = parsed;
  const result = await callFunction(context.db, "connect_repository", {
    p_tenant: context.tenantId,
    p_name: name,
    p_source_kind: sourceKind,
    p_source_location: location,
    p_credential: parsed.sourceKind === "url" ? parsed.credentialId : null,
  }).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    const text = `There is already a repository with the name "${name}". Choose another name.`;
    throw new AppError("conflict", text, { cause: error, fields: { name: text } });
  });
  const { id, event } = Result.parse(result);
  await sendEvent(context, event);
  return { repositoryId: id };
}
