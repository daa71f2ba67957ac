/** The production build of the web part, made only when what it is made of has changed. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "../terminal/command.ts";
import { explainWriteFailure, Problem } from "./problem.ts";

const sourceFolders = ["app", "components", "lib", "inngest", "public"];
const rootFiles =
  /^(package-lock\.json|tsconfig\.json|proxy\.ts|instrumentation\.ts|[a-z]+\.config\.(ts|mjs|js))$/;

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** SHA-256 over names and content of all that goes into the build; tests do not count. */
export function hashSources(root: string): string {
  const own = readdirSync(root).filter((name) => rootFiles.test(name));
  const files = [
    ...own.map((name) => join(root, name)),
    ...sourceFolders.flatMap((name) => listFiles(join(root, name))),
  ];
  const hash = createHash("sha256");
  for (const file of files.filter((path) => !/\.test\.tsx?$/.test(path)).sort()) {
    const content = readFileSync(file);
    hash.update(`${file.slice(root.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

const markerOf = (root: string) => join(root, ".next", "built-from.txt");

function isBuilt(root: string, hash: string): boolean {
  const marker = markerOf(root);
  if (!existsSync(marker) || !existsSync(join(root, ".next", "BUILD_ID"))) return false;
  return readFileSync(marker, "utf8") === hash;
}

/** Builds if needed. Resolves to true when it built; throws a Problem with the compiler's last lines. */
export async function buildWeb(root: string, logPath: string, signal?: AbortSignal): Promise<boolean> {
  const hash = hashSources(root);
  if (isBuilt(root, hash)) return false;
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
  };
  const argv = [process.execPath, join(root, "node_modules/next/dist/bin/next"), "build"];
  const { code, output } = await runCommand(argv, { cwd: root, env, ...(signal ? { signal } : {}) });
  mkdirSync(dirname(logPath), { recursive: true });
  writeFileSync(logPath, output);
  signal?.throwIfAborted();
  if (/ENOSPC|no space left/i.test(output)) throw explainWriteFailure({ code: "ENOSPC" }, root);
  if (code !== 0) {
    const last = output.trim().split("\n").slice(-15).join("\n");
    throw new Problem(`The web part can't be built:\n${last}`, `The whole output is in ${logPath}.`);
  }
  writeFileSync(markerOf(root), hash);
  return true;
}
