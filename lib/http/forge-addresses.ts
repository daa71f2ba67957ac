import { env } from "#lib/env.ts";

/** Folders of this server below which a repository may be connected by its path. */
export const repositoryRoots = (): string[] => env().REPOSITORY_ROOTS.split(":").filter(Boolean);

/** Address for `git clone` of a connected repository. */
export const cloneUrl = (tenantSlug: string, repositoryName: string): string =>
  `${env().APP_URL.replace(/\/$/, "")}/api/git/${tenantSlug}/${repositoryName}.git`;
