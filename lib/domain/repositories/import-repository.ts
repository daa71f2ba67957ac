import { callFunction, unwrap } from "#lib/db/call.ts";
import type { Json } from "#lib/db/types.ts";
import type { Context } from "#lib/domain/context.ts";
import { openCredential } from "#lib/domain/credentials/open-credential.ts";
import type { SealingContext } from "#lib/domain/credentials/sealing-context.ts";
import { AppError } from "#lib/errors.ts";
import type { RepositoryRef, RepositorySource } from "#lib/ports/forge/port.ts";
import { detectCommands } from "./detect-commands.ts";
import { readSampleFiles } from "./read-sample-files.ts";

interface Row {
  id: string;
  source_kind: string;
  source_location: string;
}

/** What to bring in: the first that works of these. */
async function sourcesOf(context: SealingContext, row: Row): Promise<RepositorySource[]> {
  const location = row.source_location;
  if (row.source_kind === "sample")
    return [{ kind: "files", files: await readSampleFiles(), message: "Take over the order service" }];
  if (row.source_kind === "path") return [{ kind: "path", location }];
  const credential = await openCredential(context, { repositoryId: row.id });
  if (!credential) return [{ kind: "url", location }];
  // The database holds the same rule; a secret is worth a second look.
  if (new URL(location).origin !== credential.origin)
    throw new AppError("unprocessable", "The credential of this repository is for another server.");
  return credential.logins.map((login) => ({ kind: "url", location, login }));
}

async function importFirst(context: Context, ref: RepositoryRef, sources: RepositorySource[]) {
  for (const [index, source] of sources.entries()) {
    try {
      return await context.ports.forge.importRepository(ref, source);
    } catch (error) {
      const refused = error instanceof AppError && error.code === "invalid_input";
      if (!refused || index === sources.length - 1) throw error;
    }
  }
  throw new AppError("internal");
}

async function detect(context: Context, ref: RepositoryRef, head: string) {
  const { forge } = context.ports;
  const entries = await forge.listTree(ref, head);
  return detectCommands(entries, async (path) => {
    const bytes = await forge.readBlob(ref, head, path);
    return bytes ? new TextDecoder().decode(bytes) : null;
  });
}

/**
 * Clones a connected repository into the forge and detects languages and commands. Repeating it gives
 * the same result. Errors of the source are expected errors with a text for people.
 */
export async function importRepository(
  context: SealingContext,
  input: { repositoryId: string },
): Promise<void> {
  const row = unwrap(
    await context.db
      .from("repositories")
      .select("id, source_kind, source_location")
      .eq("id", input.repositoryId)
      .single(),
  );
  const ref = { tenantId: context.tenantId, repositoryId: row.id };
  const { defaultBranch, head } = await importFirst(context, ref, await sourcesOf(context, row));
  const detection = await detect(context, ref, head);
  await callFunction(context.db, "complete_import", {
    p_repository: row.id,
    p_result: {
      status: "ready",
      defaultBranch,
      headSha: head,
      detection,
      commands: detection.commands,
    } as unknown as Json,
  });
}

/** Marks an import as failed, with the reason for people. */
export async function failImport(
  context: Context,
  input: { repositoryId: string; reason: string },
): Promise<void> {
  await callFunction(context.db, "complete_import", {
    p_repository: input.repositoryId,
    p_result: { status: "failed", reason: input.reason.slice(0, 1_000) },
  });
}
