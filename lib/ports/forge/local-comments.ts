import { AppError } from "#lib/errors.ts";
import { gitText, tryGit } from "#lib/ports/forge/git-command.ts";
import { changedTree, commitTree } from "#lib/ports/forge/local-commit.ts";
import { checkCommitId, readBlob, requireRevision, resolveRevision } from "#lib/ports/forge/local-read.ts";
import type { LineComment } from "#lib/ports/forge/port.ts";

/** `git log --notes=review` and `git notes --ref=review show <commit>` show what stands here. */
const NOTES = "refs/notes/review";

/** Another review may write at the same moment; a lost race is tried again. */
const ATTEMPTS = 10;

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

const lineOf = ({ path, line, body }: LineComment): string => `${oneLine(path)}:${line}: ${oneLine(body)}`;

async function readNote(folder: string, commit: string): Promise<{ notes: string | null; lines: string[] }> {
  const notes = await resolveRevision(folder, NOTES);
  const bytes = notes ? await readBlob(folder, notes, commit) : null;
  const text = bytes ? new TextDecoder().decode(bytes) : "";
  return { notes, lines: text.split("\n").filter((line) => line !== "") };
}

/** Comments on lines of a commit, kept as a git note on it. Those that stand there already are not doubled. */
export async function addComments(
  folder: string,
  input: { commit: string; comments: LineComment[]; at: Date },
): Promise<void> {
  const commit = await requireRevision(folder, checkCommitId(input.commit));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { notes, lines } = await readNote(folder, commit);
    const text = [...new Set([...lines, ...input.comments.map(lineOf)])];
    if (text.length === lines.length) return;
    const content = new TextEncoder().encode(`${text.join("\n")}\n`);
    const tree = await changedTree(folder, notes, [{ path: commit, content }]);
    const parents = notes ? [notes] : [];
    const next = await commitTree(folder, { tree, parents, message: "Review", committedAt: input.at });
    const result = await tryGit(folder, ["update-ref", NOTES, next, notes ?? "0".repeat(40)]);
    if (result.code === 0) return;
  }
  throw new AppError("conflict", "Other reviews write comments at the same time. Try again.");
}

/** The comments on a commit, in the order in which they were made. */
export async function listComments(folder: string, commit: string): Promise<LineComment[]> {
  const { lines } = await readNote(folder, checkCommitId(commit));
  return lines.flatMap((line) => {
    const [, path, number, body] = /^(.+?):(\d+): (.*)$/.exec(line) ?? [];
    return path && number ? [{ path, line: Number(number), body: body ?? "" }] : [];
  });
}

/** Names of all branches, the latest commit first. */
export async function listBranches(folder: string): Promise<string[]> {
  const text = await gitText(folder, [
    "for-each-ref",
    "--sort=-committerdate",
    "--count=200",
    "--format=%(refname:lstrip=2)",
    "refs/heads",
  ]);
  return text.split("\n").filter((name) => name !== "");
}

/** The commit that two histories part at; null when they have nothing in common. */
export async function mergeBase(folder: string, one: string, other: string): Promise<string | null> {
  const commits = [await requireRevision(folder, one), await requireRevision(folder, other)];
  const result = await tryGit(folder, ["merge-base", ...commits]);
  return result.code === 0 ? result.stdout.toString("utf8").trim() : null;
}
