/**
 * Results on disk: one JSON line per task as soon as it has ended, so that a killed run goes on where it was,
 * and the scorecards of finished runs, so that the next one has something to be compared with.
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, join, resolve } from "node:path";
import { writeAtomic } from "../start/write-atomic.ts";
import { fingerprintTask, type Suite } from "./load-suite.ts";
import type { Scorecard } from "./scorecard.ts";
import type { TaskResult } from "./task-result.ts";

interface Header {
  kind: "run";
  startedAt: string;
  /** Fingerprint of the product: results of different code never share a scorecard. */
  code: string;
  /** Fingerprint of each task by its id. */
  tasks: Record<string, string>;
}

interface Line {
  kind: "result";
  result: TaskResult;
}

export interface ResultStore {
  startedAt: string;
  /** Results of an interrupted run of the same tasks with the same code; empty for a new run. */
  earlier: TaskResult[];
  keep(result: TaskResult): void;
  /** The scorecard of the last finished run of the same tasks; null for the first. */
  last: Scorecard | null;
  /** Ends the run: the next one starts anew. Gives the file of the scorecard. */
  finish(scorecard: Scorecard): string;
}

const projectRoot = resolve(import.meta.dirname, "../..");
const codeFolders = ["lib", "inngest", "supabase/migrations", "supabase/local"];

/** SHA-256 of the product's own code and of the versions of its packages. */
export function fingerprintCode(root: string = projectRoot): string {
  const hash = createHash("sha256");
  const files = codeFolders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.test\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of [...files.sort(), join(root, "package-lock.json")])
    hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** Commit of the code for people, with "+" when something is changed; null outside a repository. */
export function describeCode(root: string = projectRoot): string | null {
  try {
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", root, ...args], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    const changed = git("status", "--porcelain", "--untracked-files=no") === "" ? "" : "+";
    return git("rev-parse", "--short=12", "HEAD") + changed;
  } catch {
    return null;
  }
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);

/** Folder of a suite's results, and the name of one choice of its tasks in there. */
function placeOf(dataDir: string, suite: Suite): { folder: string; key: string } {
  const name = suite.name.replace(/[^A-Za-z0-9._-]+/g, "-");
  const folder = join(resolve(dataDir), "evals", `${name}-${digest(suite.folder)}`);
  const ids = suite.tasks.map(({ id }) => id);
  return { folder, key: digest(ids.join("\n")) };
}

function parseLines(path: string): unknown[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return []; // Cut off when the run was killed: that task is carried out again.
      }
    });
}

/** Results of the run that the file holds, when it was about the same tasks and the same code. */
function earlierResults(path: string, now: Header): { startedAt: string; results: TaskResult[] } | null {
  const [header, ...lines] = parseLines(path) as [Header?, ...Line[]];
  if (header?.kind !== "run" || header.code !== now.code) return null;
  const results = lines
    .map((line) => line.result)
    .filter(
      (result) =>
        result && now.tasks[result.id] !== undefined && header.tasks[result.id] === now.tasks[result.id],
    );
  const byId = new Map(results.map((result) => [result.id, result]));
  return { startedAt: header.startedAt, results: [...byId.values()] };
}

/** Opens the results of a suite: goes on with an interrupted run unless `fresh`. */
export function openResultStore(input: { dataDir: string; suite: Suite; fresh: boolean }): ResultStore {
  const { folder, key } = placeOf(input.dataDir, input.suite);
  mkdirSync(folder, { recursive: true });
  const current = join(folder, `running-${key}.jsonl`);
  const lastFile = join(folder, `last-${key}.json`);
  const header: Header = {
    kind: "run",
    startedAt: new Date().toISOString(),
    code: fingerprintCode(),
    tasks: Object.fromEntries(input.suite.tasks.map((task) => [task.id, fingerprintTask(task)])),
  };
  const earlier = input.fresh ? null : earlierResults(current, header);
  const startedAt = earlier?.startedAt ?? header.startedAt;
  const lines: (Header | Line)[] = [
    { ...header, startedAt },
    ...(earlier?.results ?? []).map((result) => ({ kind: "result" as const, result })),
  ];
  writeAtomic(current, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return {
    startedAt,
    earlier: earlier?.results ?? [],
    last: existsSync(lastFile) ? (JSON.parse(readFileSync(lastFile, "utf8")) as Scorecard) : null,
    keep: (result) => appendFileSync(current, `${JSON.stringify({ kind: "result", result })}\n`),
    finish(scorecard) {
      const file = join(folder, `scorecard-${startedAt.replaceAll(":", "-")}-${key}.json`);
      writeAtomic(file, `${JSON.stringify(scorecard, null, 1)}\n`);
      writeAtomic(lastFile, `${JSON.stringify(scorecard)}\n`);
      renameSync(current, join(folder, `${basename(file, ".json")}.jsonl`));
      rmSync(current, { force: true });
      return file;
    },
  };
}
