import { existsSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#lib/errors.ts";
import type { RepositoryRef } from "#lib/ports/forge/port.ts";

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** `<forge>/<tenantId>/<repositoryId>.git`; both ids are ours and can't name another place. */
export function repositoryFolder(forgeDir: string, ref: RepositoryRef): string {
  for (const id of [ref.tenantId, ref.repositoryId]) {
    if (!ID.test(id)) throw new AppError("invalid_input", `"${id}" is not the id of a tenant or repository.`);
  }
  return join(forgeDir, ref.tenantId, `${ref.repositoryId}.git`);
}

/** The same, for a repository that must be there. */
export function existingFolder(forgeDir: string, ref: RepositoryRef): string {
  const folder = repositoryFolder(forgeDir, ref);
  if (!existsSync(folder)) throw new AppError("not_found", "This repository is not connected any more.");
  return folder;
}
