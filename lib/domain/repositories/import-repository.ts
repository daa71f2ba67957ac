import { callFunction, unwrap } from "#lib/db/call.ts";
import type { Json } from "#lib/db/types.ts";
import type { Context } from "#lib/domain/context.ts";
import type { RepositoryRef, RepositorySource } from "#lib/ports/forge/port.ts";
import { detectCommands } from "./detect-commands.ts";
import { readSampleFiles } from "./read-sample-files.ts";

async function sourceOf(row: { source_kind: string; source_location: string }): Promise<RepositorySource> {
  if (row.source_kind === "sample") {
    return { kind: "files", files: await readSampleFiles(), message: "Take over the order service" };
  }
  return { kind: row.source_kind === "path" ? "path" : "url", location: row.source_location };
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
export async function importRepository(context: Context, input: { repositoryId: string }): Promise<void> {
  const row = unwrap(
    await context.db
      .from("repositories")
      .select("id, source_kind, source_location")
      .eq("id", input.repositoryId)
      .single(),
  );
  const ref = { tenantId: context.tenantId, repositoryId: row.id };
  const { defaultBranch, head } = await context.ports.forge.importRepository(ref, await sourceOf(row));
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
