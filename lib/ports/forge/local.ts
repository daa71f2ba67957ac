import { rm } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import type { EgressRules } from "#lib/net/resolve-target.ts";
import { deleteBranch, setBranch } from "#lib/ports/forge/local-branch.ts";
import { addComments, listBranches, listComments, mergeBase } from "#lib/ports/forge/local-comments.ts";
import { commitChanges } from "#lib/ports/forge/local-commit.ts";
import { importRepository } from "#lib/ports/forge/local-import.ts";
import { mergeBranch } from "#lib/ports/forge/local-merge.ts";
import {
  archiveCommit,
  diffCommits,
  listTree,
  readBlob,
  readLog,
  resolveRevision,
} from "#lib/ports/forge/local-read.ts";
import type { Forge, RepositoryRef, RepositorySource } from "#lib/ports/forge/port.ts";
import { existingFolder, repositoryFolder } from "#lib/ports/forge/repository-folder.ts";

export interface LocalForgeConfig {
  /** Repositories live under `<dataDir>/forge/<tenantId>/<repositoryId>.git`. */
  dataDir: string;
  /** Folders below which repositories of this server may be imported; none: no path may. */
  roots: string[];
  /** Largest repository, MiB. */
  maxMb: number;
  /** Where imports from git URLs may lead; default: the public internet. */
  egress?: EgressRules;
}

/** The folder of all bare repositories. */
export const forgeFolder = (dataDir: string): string => join(resolve(dataDir), "forge");

/** Where copies of plain folders lie while `npm run goal` works on them: the operator's own, so open to imports. */
export const goalSourcesFolder = (dataDir: string): string => join(resolve(dataDir), "goal-sources");

/** Bare repositories on this machine. */
export function createLocalForge(config: LocalForgeConfig): Forge {
  const root = forgeFolder(config.dataDir);
  const rules = {
    roots: config.roots.filter((path) => path !== ""),
    maxBytes: config.maxMb * 1024 * 1024,
    egress: config.egress ?? { allowedHosts: [] },
  };
  const goalSources = goalSourcesFolder(config.dataDir);
  // Decides only which folders are open; the import checks the real path against them.
  const rulesFor = (source: RepositorySource) =>
    source.kind === "path" && source.location.startsWith(`${goalSources}${sep}`)
      ? { ...rules, roots: [goalSources] }
      : rules;
  const at = (ref: RepositoryRef) => existingFolder(root, ref);
  return {
    name: "local",
    importRepository: async (ref, source) =>
      importRepository(repositoryFolder(root, ref), source, rulesFor(source)),
    removeRepository: async (ref) => rm(repositoryFolder(root, ref), { recursive: true, force: true }),
    resolve: async (ref, revision) => resolveRevision(at(ref), revision),
    archive: async (ref, sha) => archiveCommit(at(ref), sha),
    listTree: async (ref, sha) => listTree(at(ref), sha),
    readBlob: async (ref, sha, path) => readBlob(at(ref), sha, path),
    log: async (ref, revision, limit) => readLog(at(ref), revision, limit),
    mergeBase: async (ref, one, other) => mergeBase(at(ref), one, other),
    listBranches: async (ref) => listBranches(at(ref)),
    comment: async (ref, input) => addComments(at(ref), input),
    listComments: async (ref, commit) => listComments(at(ref), commit),
    diff: async (ref, base, head) => diffCommits(at(ref), base, head),
    commit: async (ref, input) => commitChanges(at(ref), input),
    setBranch: async (ref, branch, sha, expected) => setBranch(at(ref), branch, sha, expected),
    deleteBranch: async (ref, branch) => deleteBranch(at(ref), branch),
    merge: async (ref, input) => mergeBranch(at(ref), input),
  };
}
