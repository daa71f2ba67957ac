import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const identity = ["-c", "user.name=Test", "-c", "user.email=test@morningai.local"];

/** Runs git in a folder, without hooks and without the settings of this machine. */
export function gitIn(folder: string, ...args: string[]): string {
  return execFileSync("git", ["-C", folder, "-c", "core.hooksPath=/dev/null", ...identity, ...args], {
    encoding: "utf8",
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

/** Commits everything below a folder. */
export function commitAll(folder: string, message: string): void {
  gitIn(folder, "add", "--all");
  gitIn(folder, "commit", "--quiet", "--message", message);
}

/** A git repository with one commit: of the files given, or of a copy of a folder. Returns its path. */
export function makeRepository(folder: string, content: Record<string, string> | string): string {
  mkdirSync(folder, { recursive: true });
  if (typeof content === "string") cpSync(content, folder, { recursive: true });
  else writeFiles(folder, content);
  gitIn(folder, "init", "--quiet", "--initial-branch=main");
  commitAll(folder, "First commit");
  return folder;
}
