import { AppError } from "#lib/errors.ts";
import { gitProblem, tryGit } from "#lib/ports/forge/git-command.ts";
import { checkBranchName, setBranch } from "#lib/ports/forge/local-branch.ts";
import { commitTree } from "#lib/ports/forge/local-commit.ts";
import { requireRevision } from "#lib/ports/forge/local-read.ts";
import type { MergeResult } from "#lib/ports/forge/port.ts";

const ATTEMPTS = 8;

async function contains(folder: string, base: string, head: string): Promise<boolean> {
  const result = await tryGit(folder, ["merge-base", "--is-ancestor", head, base]);
  if (result.code === 0 || result.code === 1) return result.code === 0;
  throw gitProblem(["merge-base"], result);
}

/** The merged tree, or the files in conflict. Exit code 1 of `merge-tree` means conflicts. */
async function mergeTrees(
  folder: string,
  base: string,
  head: string,
): Promise<{ tree: string; files: string[] }> {
  const args = ["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", base, head];
  const result = await tryGit(folder, args, { timeoutMs: 120_000 });
  if (result.code === 0 || result.code === 1) {
    const [tree = "", ...files] = result.stdout.toString("utf8").split("\0").filter(Boolean);
    return { tree: tree.trim(), files: result.code === 1 ? [...new Set(files)] : [] };
  }
  if (/unrelated histories/.test(result.stderr)) {
    throw new AppError("unprocessable", "The two branches have no common history, so they can't be merged.");
  }
  if (/usage: git merge-tree/.test(result.stderr)) {
    throw new AppError("unavailable", "Merging needs git 2.38 or newer on this server.");
  }
  throw gitProblem(args, result);
}

/** Merges `head` into the branch `base` with a merge commit, in the object database alone. */
export async function mergeBranch(
  folder: string,
  input: { base: string; head: string; message: string; mergedAt: Date },
): Promise<MergeResult> {
  const ref = await checkBranchName(folder, input.base);
  const head = await requireRevision(folder, input.head);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const base = await requireRevision(folder, ref);
    if (await contains(folder, base, head)) return { status: "up_to_date", sha: base };
    const { tree, files } = await mergeTrees(folder, base, head);
    if (files.length > 0) return { status: "conflict", files };
    const { message, mergedAt: committedAt } = input;
    const sha = await commitTree(folder, { tree, parents: [base, head], message, committedAt });
    if (await setBranch(folder, input.base, sha, base)) return { status: "merged", sha };
  }
  throw new AppError("conflict", `"${input.base}" keeps moving: try the merge again.`);
}
