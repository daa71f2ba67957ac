import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#lib/errors.ts";
import { checkChangePath } from "#lib/ports/forge/change-path.ts";
import { git, gitText } from "#lib/ports/forge/git-command.ts";
import { checkCommitId, requireRevision } from "#lib/ports/forge/local-read.ts";
import type { FileChange } from "#lib/ports/forge/port.ts";

/** Who writes every commit; fixed, so that the same input gives the same commit id. */
const IDENTITY = { name: "MorningAI", email: "agents@morningai.invalid" };

const NO_OBJECT = "0".repeat(40);

interface CommitObject {
  tree: string;
  parents: string[];
  message: string;
  committedAt: Date;
}

/** Makes a commit object with our identity and the given date. */
export async function commitTree(folder: string, commit: CommitObject): Promise<string> {
  const date = `@${Math.floor(commit.committedAt.getTime() / 1_000)} +0000`;
  const env = {
    GIT_AUTHOR_NAME: IDENTITY.name,
    GIT_AUTHOR_EMAIL: IDENTITY.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: IDENTITY.name,
    GIT_COMMITTER_EMAIL: IDENTITY.email,
    GIT_COMMITTER_DATE: date,
  };
  if (commit.message.includes("\0"))
    throw new AppError("invalid_input", "A message can't contain a NUL byte.");
  const parents = commit.parents.flatMap((parent) => ["-p", parent]);
  return gitText(folder, ["commit-tree", commit.tree, ...parents, "-F", "-"], { stdin: commit.message, env });
}

/** Modes of the files that stand at the paths of the changes, so that a change keeps them. */
async function presentModes(folder: string, tree: string, paths: string[]): Promise<Map<string, string>> {
  const output = await git(folder, ["ls-tree", "-z", "--full-tree", tree, "--", ...paths]);
  const modes = new Map<string, string>();
  for (const line of output.toString("utf8").split("\0").slice(0, -1)) {
    const [, mode = "", path = ""] = /^(\d+) [^\t]*\t([\s\S]*)$/.exec(line) ?? [];
    modes.set(path, mode);
  }
  return modes;
}

function newMode(change: FileChange, present: string | undefined): string {
  if (present === "160000") {
    throw new AppError("unprocessable", `"${change.path}" is a submodule and can't be changed here.`);
  }
  const executable = change.executable ?? present === "100755";
  return executable ? "100755" : "100644";
}

/** Lines for `update-index --index-info`, after writing the new contents as blobs. */
async function indexLines(
  folder: string,
  changes: FileChange[],
  modes: Map<string, string>,
): Promise<string> {
  const lines: string[] = [];
  for (const change of changes) {
    if (change.content === null) {
      lines.push(`0 ${NO_OBJECT}\t${change.path}\0`);
      continue;
    }
    const mode = newMode(change, modes.get(change.path));
    const blob = await gitText(folder, ["hash-object", "-w", "--stdin"], { stdin: change.content });
    lines.push(`${mode} ${blob}\t${change.path}\0`);
  }
  // Deletions first: a file may make way for a folder of the same name.
  return lines.sort((a, b) => Number(b.startsWith("0 ")) - Number(a.startsWith("0 "))).join("");
}

/** The tree of `parent` (null: the empty tree) with the changes applied, through an index file of its own. */
export async function changedTree(
  folder: string,
  parent: string | null,
  changes: FileChange[],
): Promise<string> {
  for (const change of changes) checkChangePath(change.path);
  const index = join(folder, `index-${randomBytes(8).toString("hex")}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    await git(folder, parent ? ["read-tree", parent] : ["read-tree", "--empty"], { env });
    const paths = changes.map((change) => change.path);
    const modes = parent && paths.length > 0 ? await presentModes(folder, parent, paths) : new Map();
    const stdin = await indexLines(folder, changes, modes);
    await git(folder, ["update-index", "--replace", "-z", "--index-info"], { env, stdin });
    return await gitText(folder, ["write-tree"], { env });
  } finally {
    await rm(index, { force: true });
    await rm(`${index}.lock`, { force: true });
  }
}

/** A commit on top of `parent`; moves no branch. The same input gives the same id. */
export async function commitChanges(
  folder: string,
  input: { parent: string; changes: FileChange[]; message: string; committedAt: Date },
): Promise<string> {
  const parent = await requireRevision(folder, checkCommitId(input.parent));
  const tree = await changedTree(folder, parent, input.changes);
  const { message, committedAt } = input;
  return commitTree(folder, { tree, parents: [parent], message, committedAt });
}
