import { constants } from "node:fs";
import { lstat, open, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { AppError } from "#lib/errors.ts";

function refuse(text: string): AppError {
  return new AppError("invalid_input", text, { fields: { location: text } });
}

/** A small text file that must not be a link; null when there is none. */
export async function readPlainFile(path: string, maxBytes = 64 * 1024): Promise<string | null> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch(() => null);
  if (!file) return null;
  try {
    const found = await file.stat();
    return found.isFile() && found.size <= maxBytes ? await file.readFile("utf8") : null;
  } finally {
    await file.close();
  }
}

async function isBelow(path: string, roots: string[]): Promise<boolean> {
  for (const root of roots) {
    const real = await realpath(root).catch(() => null);
    if (real === null) continue;
    const inside = relative(real, path);
    if (inside === "" || (!inside.startsWith("..") && !isAbsolute(inside))) return true;
  }
  return false;
}

/** The real path, links resolved, when it is below one of the roots. */
async function allowed(path: string, roots: string[]): Promise<string> {
  if (roots.length === 0) {
    throw refuse(
      "Folders of this server can't be connected: set REPOSITORY_ROOTS to the folders that may be.",
    );
  }
  const real = await realpath(path).catch(() => null);
  // The same words for "outside" and "not there": outside the roots nothing is told about this server.
  if (real === null || !(await isBelow(real, roots))) {
    throw refuse(
      `${path} can't be connected: it does not exist, or is not in one of the folders of this server that are open for this (${roots.join(", ")}).`,
    );
  }
  return real;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

async function looksLikeGit(folder: string): Promise<boolean> {
  return (await isFolder(join(folder, "objects"))) && (await readPlainFile(join(folder, "HEAD"))) !== null;
}

/** `.git` may be a file that names the real folder (worktrees, submodules). */
async function gitFolder(location: string, roots: string[]): Promise<string | null> {
  const inner = join(location, ".git");
  const found = await lstat(inner).catch(() => null);
  if (!found) return (await isFolder(join(location, "objects"))) ? location : null;
  if (!found.isFile()) return allowed(inner, roots);
  const target = /^gitdir: (.+)$/m.exec((await readPlainFile(inner)) ?? "")?.[1];
  return target ? allowed(resolve(location, target.trim()), roots) : null;
}

export interface SourceFolder {
  /** Holds HEAD. */
  head: string;
  /** Holds objects and refs: another folder than `head` in a worktree. */
  common: string;
}

/** Finds the git folder of a path below the allowed roots, without running git there. */
export async function findSource(location: string, roots: string[]): Promise<SourceFolder> {
  if (!isAbsolute(location) || location.includes("\0")) {
    throw refuse(`Use an absolute path, like /srv/repositories/shop, not "${location.slice(0, 200)}".`);
  }
  const real = await allowed(location, roots);
  if (!(await isFolder(real))) throw refuse(`${location} is a file, not a folder with a repository.`);
  const head = await gitFolder(real, roots);
  const shared = head && (await readPlainFile(join(head, "commondir")));
  const common = head && shared ? await allowed(resolve(head, shared.trim()), roots) : head;
  if (!head || !common || !(await looksLikeGit(common))) {
    throw refuse(
      `${location} is not a git repository. Make it one: git init && git add . && git commit -m "First commit"`,
    );
  }
  return { head, common };
}
