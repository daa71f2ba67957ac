import { AppError } from "#lib/errors.ts";
import { git, gitProblem, gitText, tryGit } from "#lib/ports/forge/git-command.ts";
import type { Commit, TreeEntry } from "#lib/ports/forge/port.ts";

const MiB = 1024 * 1024;
const MAX_ARCHIVE_BYTES = 1_024 * MiB;
const MAX_DIFF_BYTES = 32 * MiB;

const FULL_ID = /^[0-9a-f]{40}$/;
const SHORT_ID = /^[0-9a-f]{7,40}$/;
/** Names only: no `~`, `^`, `:`, `@{…}` expressions and no options. */
const NAME = /^(?!-)[^\0-\x20~^:?*[\\\x7f]{1,250}$/;

/** @throws AppError `invalid_input` unless it is a whole commit id. */
export function checkCommitId(sha: string): string {
  if (!FULL_ID.test(sha)) throw new AppError("invalid_input", `"${sha.slice(0, 60)}" is not a commit id.`);
  return sha;
}

/** Commit id of a branch, tag or (possibly shortened) id; null when there is none. */
export async function resolveRevision(folder: string, revision: string): Promise<string | null> {
  if (!NAME.test(revision) || revision.includes("..") || revision.includes("@{")) return null;
  const names = revision.startsWith("refs/")
    ? [revision]
    : [`refs/heads/${revision}`, `refs/tags/${revision}`];
  if (SHORT_ID.test(revision)) names.push(revision);
  if (revision === "HEAD") names.push("HEAD");
  for (const name of names) {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
    const result = await tryGit(folder, args);
    if (result.code === 0) return result.stdout.toString("utf8").trim();
  }
  return null;
}

/** As `resolveRevision`; a missing one is a `not_found` error. */
export async function requireRevision(folder: string, revision: string): Promise<string> {
  const sha = await resolveRevision(folder, revision);
  if (!sha) throw new AppError("not_found", `There is no branch, tag or commit "${revision.slice(0, 100)}".`);
  return sha;
}

/** Tar archive of the exact tree: `info/attributes` switches off export-ignore, line endings and filters. */
export async function archiveCommit(folder: string, sha: string): Promise<Uint8Array> {
  const commit = await requireRevision(folder, checkCommitId(sha));
  return git(folder, ["archive", "--format=tar", commit], {
    maxBytes: MAX_ARCHIVE_BYTES,
    timeoutMs: 300_000,
  });
}

export async function listTree(folder: string, sha: string): Promise<TreeEntry[]> {
  const commit = await requireRevision(folder, checkCommitId(sha));
  const output = await git(folder, ["ls-tree", "-r", "-z", "-l", "--full-tree", commit]);
  return output
    .toString("utf8")
    .split("\0")
    .slice(0, -1)
    .map((line) => {
      const [, mode, size, path] = /^(\d+) \w+ \w+ +(\d+|-)\t([\s\S]*)$/.exec(line) ?? [];
      return { path: path ?? "", mode: mode as TreeEntry["mode"], size: size === "-" ? 0 : Number(size) };
    });
}

/** Content of a file in a commit; null when there is no such file (a folder is none). */
export async function readBlob(folder: string, sha: string, path: string): Promise<Uint8Array | null> {
  const commit = await requireRevision(folder, checkCommitId(sha));
  if (path === "" || path.includes("\0")) return null;
  const args = ["cat-file", "blob", `${commit}:${path}`];
  const result = await tryGit(folder, args);
  return result.code === 0 ? result.stdout : null;
}

export async function readLog(folder: string, revision: string, limit: number): Promise<Commit[]> {
  const commit = await requireRevision(folder, revision);
  const count = Math.max(1, Math.min(limit, 10_000));
  const format = "--format=%H%x00%an%x00%cI%x00%s%x00";
  const text = await gitText(folder, ["log", `--max-count=${count}`, format, commit, "--"]);
  const commits: Commit[] = [];
  const fields = text.split("\0");
  for (let index = 0; index + 3 < fields.length; index += 4) {
    const [sha = "", author = "", committedAt = "", subject = ""] = fields.slice(index, index + 4);
    commits.push({ sha: sha.trim(), author, committedAt, subject });
  }
  return commits;
}

/** Unified patch of `head` against its merge base with `base`. */
export async function diffCommits(folder: string, base: string, head: string): Promise<string> {
  const from = await requireRevision(folder, base);
  const to = await requireRevision(folder, head);
  const args = [
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--find-renames",
    `${from}...${to}`,
    "--",
  ];
  const result = await tryGit(folder, args, { maxBytes: MAX_DIFF_BYTES });
  if (result.code === 0) return result.stdout.toString("utf8");
  if (/no merge base/.test(result.stderr)) {
    throw new AppError(
      "unprocessable",
      "The two branches have no common history, so they can't be compared.",
    );
  }
  throw gitProblem(args, result);
}
