import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "#lib/errors.ts";
import { fetchUrl } from "#lib/ports/forge/fetch-url.ts";
import { git, gitText, tryGit } from "#lib/ports/forge/git-command.ts";
import { type ImportRules, initRepository } from "#lib/ports/forge/init-repository.ts";
import { changedTree, commitTree } from "#lib/ports/forge/local-commit.ts";
import { copyRepository } from "#lib/ports/forge/local-copy.ts";
import { resolveRevision } from "#lib/ports/forge/local-read.ts";
import type { RepositorySource } from "#lib/ports/forge/port.ts";

/** Half-made imports older than this belong to a process that was killed. */
const STALE_IMPORT_MS = 60 * 60 * 1_000;

/** HEAD of the source if it has that branch, else the usual names, else the first branch. */
async function chooseDefaultBranch(folder: string, head: string | null): Promise<string> {
  const names = await gitText(folder, ["for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads"]);
  const branches = names.split("\n").filter(Boolean);
  const chosen = [head, "main", "master", ...branches].find((name) => name && branches.includes(name));
  if (!chosen) {
    throw new AppError(
      "unprocessable",
      "This repository has no commits yet. Commit something (git add . && git commit) and connect it again.",
    );
  }
  return chosen;
}

async function fill(folder: string, source: RepositorySource, rules: ImportRules): Promise<string | null> {
  if (source.kind === "url") return fetchUrl(folder, source, rules);
  if (source.kind === "path") return copyRepository(folder, source.location, rules);
  const bytes = source.files.reduce((sum, file) => sum + (file.content?.length ?? 0), 0);
  if (bytes > rules.maxBytes)
    throw new AppError("too_large", "These files are larger than a repository may be.");
  const tree = await changedTree(folder, null, source.files);
  const committedAt = new Date();
  const sha = await commitTree(folder, { tree, parents: [], message: source.message, committedAt });
  await git(folder, ["update-ref", "refs/heads/main", sha]);
  return "main";
}

async function describe(folder: string): Promise<{ defaultBranch: string; head: string }> {
  const ref = await gitText(folder, ["symbolic-ref", "HEAD"]);
  const head = await resolveRevision(folder, ref);
  if (!head) throw new AppError("unprocessable", "The default branch of this repository is gone.");
  return { defaultBranch: ref.replace("refs/heads/", ""), head };
}

async function dropStaleImports(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.importing-`)) continue;
    const path = join(dirname(folder), name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > STALE_IMPORT_MS)
      await rm(path, { recursive: true, force: true });
  }
}

/**
 * Brings a repository in under a temporary name and renames it when it is whole, so that a kill in
 * between leaves nothing half. A repository that is there already stays as it is.
 */
export async function importRepository(folder: string, source: RepositorySource, rules: ImportRules) {
  if (existsSync(folder)) return describe(folder);
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await dropStaleImports(folder);
  const partial = `${folder}.importing-${randomBytes(6).toString("hex")}`;
  try {
    await initRepository(partial);
    const branch = await chooseDefaultBranch(partial, await fill(partial, source, rules));
    await git(partial, ["symbolic-ref", "HEAD", `refs/heads/${branch}`]);
    const exists = await tryGit(partial, ["cat-file", "-e", `refs/heads/${branch}^{tree}`]);
    if (exists.code !== 0)
      throw new AppError("unprocessable", "The repository is damaged: git fsck says more.");
    await rename(partial, folder).catch((error) => {
      // Another process was faster with the same import.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return describe(folder);
}
