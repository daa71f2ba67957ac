import { execFile } from "node:child_process";
import { cp, lstat, realpath, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Nothing of this machine's git settings: no hooks, filters, signatures or ignore files. */
const environment: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: process.env.PATH ?? "",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
};

const settings = {
  "core.hooksPath": "/dev/null",
  "core.autocrlf": "false",
  "gc.auto": "0",
  "user.name": "Evaluation",
  "user.email": "evaluation@morningai.local",
};

async function copyTree(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path === from || basename(path) !== ".git",
  });
  // Installed packages may be a link to a folder that several tasks share: a sandbox can't follow it.
  const packages = join(to, "node_modules");
  const link = await lstat(packages).catch(() => null);
  if (!link?.isSymbolicLink()) return;
  const real = await realpath(join(from, "node_modules")).catch(() => null);
  await rm(packages);
  if (real) await cp(real, packages, { recursive: true, verbatimSymlinks: true });
}

/**
 * Copies the folder of a task as it is, also what its .gitignore names and its installed packages, and makes
 * one commit of it. A history that came with it is left out: it could hold the answer, and its
 * configuration could name programs that git would start.
 */
export async function commitRepository(from: string, to: string): Promise<void> {
  await copyTree(from, to);
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const git = (...args: string[]) =>
    run("git", ["-C", to, ...options, ...args], { env: environment, maxBuffer: 64 * 1024 * 1024 });
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", "--all", "--force");
  await git("commit", "--quiet", "--allow-empty", "--message", "The repository of the task");
}
