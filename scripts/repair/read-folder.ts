import { execFile } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import type { ReadText, RepositoryFile } from "#lib/domain/repositories/detect-schema.ts";
import { Problem } from "../start/problem.ts";

const run = promisify(execFile);
const MAX_ARCHIVE = 1024 * 1024 * 1024;
const left = new Set(["node_modules", ".git"]);

/** The folder that `--repo` names. Errors: Problem when there is none. */
export function existingFolder(given: string): string {
  const folder = resolve(given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return realpathSync(folder);
  throw new Problem(`There is no folder ${given}.`, "Give the folder of the repository with --repo.");
}

/** Its files with sizes, without installed packages and the history. */
export function listFolder(folder: string): RepositoryFile[] {
  const walk = (path: string): RepositoryFile[] =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => !left.has(entry.name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const child = join(path, entry.name);
        if (entry.isDirectory()) return walk(child);
        return entry.isFile() ? [{ path: relative(folder, child), size: lstatSync(child).size }] : [];
      });
  return walk(folder);
}

/** Reads a file of the folder as text; null when there is none. */
export const readTextIn =
  (folder: string): ReadText =>
  async (path) => {
    try {
      return readFileSync(join(folder, path), "utf8");
    } catch {
      return null;
    }
  };

/** True when its packages are installed. */
export const hasPackages = (folder: string): boolean =>
  statSync(join(folder, "node_modules"), { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * The folder as an uncompressed tar archive, with installed packages and without `.git`. Packages behind a
 * link are taken from where it leads, as a sandbox can't follow it.
 */
export async function packFolder(folder: string): Promise<Uint8Array> {
  const packages = join(folder, "node_modules");
  const linked = lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  const real = linked && hasPackages(folder) ? realpathSync(packages) : null;
  const rest = real && basename(real) === "node_modules" ? ["-C", dirname(real), "node_modules"] : [];
  const args = [
    "--create",
    ...["--file", "-"],
    "--exclude=./.git",
    ...(linked ? ["--exclude=./node_modules"] : []),
    ...["-C", folder, ".", ...rest],
  ];
  const { stdout } = await run("tar", args, { encoding: "buffer", maxBuffer: MAX_ARCHIVE });
  return stdout;
}
