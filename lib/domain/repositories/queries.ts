import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import { readAll, readOne } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { ForgeTokenLine, Repository } from "#lib/domain/repositories/schema.ts";
import type { Commit } from "#lib/ports/forge/port.ts";

const columns: string = `id, name, sourceKind:source_kind, sourceLocation:source_location, status,
  statusReason:status_reason, defaultBranch:default_branch, headSha:head_sha, detection, commands,
  commandsEdited:commands_edited, createdAt:created_at`;

/** Connected repositories of the tenant by name. */
export async function listRepositories(context: Context): Promise<Repository[]> {
  const query = context.db
    .from("repositories")
    .select(columns)
    .eq("tenant_id", context.tenantId)
    .is("deleted_at", null)
    .order("name");
  return readAll(query, Repository);
}

/** The valid git tokens that the person of this request has made in the tenant, the latest first. */
export async function listForgeTokens(context: Context): Promise<ForgeTokenLine[]> {
  const found = await callFunction(context.db, "list_my_forge_tokens", { p_tenant: context.tenantId });
  return z.array(ForgeTokenLine).parse(found);
}

/** One connected repository; `not_found` when the tenant has none with this id. */
export async function getRepository(context: Context, repositoryId: string): Promise<Repository> {
  const query = context.db
    .from("repositories")
    .select(columns)
    .eq("tenant_id", context.tenantId)
    .eq("id", repositoryId)
    .is("deleted_at", null);
  return readOne(query, Repository);
}

/** The latest commits of the default branch from the forge; none before the import is done. */
export async function listRecentCommits(
  context: Context,
  repository: Pick<Repository, "id" | "status" | "defaultBranch">,
  limit = 10,
): Promise<Commit[]> {
  if (repository.status !== "ready" || !repository.defaultBranch) return [];
  return context.ports.forge.log(
    { tenantId: context.tenantId, repositoryId: repository.id },
    repository.defaultBranch,
    limit,
  );
}
