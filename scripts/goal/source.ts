import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, realpath, rm, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { goalSourcesFolder } from "#lib/ports/forge/local.ts";
import { Problem } from "../start/problem.ts";

const run = promisify(execFile);

export interface GoalSource {
  kind: "path" | "url";
  location: string;
  name: string;
  /** Folder that the forge may import from; null for a URL. */
  root: string | null;
  close(): Promise<void>;
}

const nameOf = (location: string): string =>
  path
    .basename(location.replace(/\/+$/, ""))
    .replace(/\.git$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "")
    .slice(0, 60) || "repository";

async function isGitFolder(folder: string): Promise<boolean> {
  const marks = [".git", "HEAD"].map((mark) =>
    stat(path.join(folder, mark)).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(marks)).some(Boolean);
}

/** A plain folder becomes a repository with one commit, in a temporary place; the folder stays as it is. */
async function commitCopy(folder: string, dataDir: string): Promise<string> {
  const copies = goalSourcesFolder(dataDir);
  await mkdir(copies, { recursive: true });
  const copy = await mkdtemp(path.join(copies, "copy-"));
  await cp(folder, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => path.basename(file) !== "node_modules",
  });
  const git = (...args: string[]) =>
    run("git", [
      "-C",
      copy,
      "-c",
      "core.hooksPath=/dev/null",
      "-c",
      "user.name=MorningAI",
      "-c",
      "user.email=goal@morningai.local",
      ...args,
    ]);
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "Take the folder as it is");
  return copy;
}

/** Finds out what `--repo` names; copies go to the data folder. Errors: Problem when it is neither a folder nor a git URL. */
export async function prepareSource(given: string, dataDir: string): Promise<GoalSource> {
  if (/^https?:\/\//.test(given)) {
    return { kind: "url", location: given, name: nameOf(given), root: null, close: async () => {} };
  }
  const folder = await realpath(given).catch(() => null);
  if (!folder || !(await stat(folder)).isDirectory()) {
    throw new Problem(
      `There is no folder ${given}.`,
      "Give the path of a repository on this machine, or an http(s) git URL.",
    );
  }
  if (await isGitFolder(folder)) {
    return { kind: "path", location: folder, name: nameOf(folder), root: folder, close: async () => {} };
  }
  const copy = await commitCopy(folder, dataDir);
  const name = nameOf(path.basename(folder) === "repo" ? path.dirname(folder) : folder);
  return {
    kind: "path",
    location: copy,
    name,
    root: copy,
    close: () => rm(copy, { recursive: true, force: true }),
  };
}
