import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "#lib/errors.ts";
import { type GitResult, gitProblem, tryGit } from "#lib/ports/forge/git-command.ts";
import { checkCommitId, requireRevision, resolveRevision } from "#lib/ports/forge/local-read.ts";

const NO_COMMIT = "0".repeat(40);

/** A lock older than this was left by a killed process: moving a ref takes milliseconds. */
const STALE_LOCK_MS = 30_000;

export async function checkBranchName(folder: string, branch: string): Promise<string> {
  const result = await tryGit(folder, ["check-ref-format", "--branch", branch]);
  const name = result.stdout.toString("utf8").trim();
  if (result.code !== 0 || name !== branch || branch.startsWith("-")) {
    throw new AppError("invalid_input", `"${branch.slice(0, 100)}" is not a branch name.`);
  }
  return `refs/heads/${branch}`;
}

async function dropStaleLock(folder: string, ref: string): Promise<void> {
  for (const lock of [join(folder, `${ref}.lock`), join(folder, "packed-refs.lock")]) {
    const found = await stat(lock).catch(() => null);
    if (found && Date.now() - found.mtimeMs > STALE_LOCK_MS) await rm(lock, { force: true });
  }
}

/** Runs update-ref; waits for a lock that another process holds for a moment. */
async function updateRef(folder: string, ref: string, args: string[]): Promise<GitResult> {
  for (let attempt = 0; ; attempt += 1) {
    const result = await tryGit(folder, ["update-ref", ...args]);
    const locked = result.code !== 0 && /\.lock': File exists/.test(result.stderr);
    if (!locked || attempt === 40) return result;
    await dropStaleLock(folder, ref);
    await sleep(25 + attempt * 5);
  }
}

/**
 * Compare-and-swap of a branch. True when it stands at `sha` afterwards; false when it stood elsewhere
 * than at `expected` (null: it must not exist).
 */
export async function setBranch(
  folder: string,
  branch: string,
  sha: string,
  expected: string | null,
): Promise<boolean> {
  const ref = await checkBranchName(folder, branch);
  await requireRevision(folder, checkCommitId(sha));
  const from = expected === null ? NO_COMMIT : checkCommitId(expected);
  const result = await updateRef(folder, ref, [ref, sha, from]);
  if (result.code === 0) return true;
  if ((await resolveRevision(folder, ref)) === sha) return true;
  if (/but expected|reference already exists|unable to resolve reference/.test(result.stderr)) return false;
  if (/exists; cannot create/.test(result.stderr)) {
    throw new AppError(
      "conflict",
      `A branch whose name is a part of "${branch}" exists: choose another name.`,
    );
  }
  throw gitProblem(["update-ref"], result);
}

/** Deletes a branch; nothing happens when there is none. The default branch can't be deleted. */
export async function deleteBranch(folder: string, branch: string): Promise<void> {
  const ref = await checkBranchName(folder, branch);
  const head = await tryGit(folder, ["symbolic-ref", "HEAD"]);
  if (head.stdout.toString("utf8").trim() === ref) {
    throw new AppError("unprocessable", `"${branch}" is the default branch and can't be deleted.`);
  }
  const result = await updateRef(folder, ref, ["-d", ref]);
  if (result.code !== 0) throw gitProblem(["update-ref"], result);
}
