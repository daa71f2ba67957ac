import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { Problem } from "../start/problem.ts";
import { parseTask, type TaskFile, type TaskProblem } from "./task-schema.ts";

/** One task of a suite: a folder with `task.json`, `repo/` and, where somebody wrote one, `judge/`. */
export interface EvalTask extends TaskFile {
  id: string;
  language: string;
  /** The repository as the product gets it. */
  repo: string;
  /** Tests that the product never sees; null when there are none: then "correct" is unknown. */
  judge: string | null;
}

export interface Suite {
  name: string;
  folder: string;
  tasks: EvalTask[];
  problems: TaskProblem[];
}

const suitesFolder = resolve(import.meta.dirname, "../../evals");
const MAX_DEPTH = 3;
const notSuites = new Set(["repo", "judge", "node_modules", ".git"]);

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Folders of tasks: those with a `task.json` or a `repo/`, directly inside or in folders that group them. */
function taskFolders(folder: string, depth = 0): string[] {
  if (existsSync(join(folder, "task.json")) || isFolder(join(folder, "repo"))) return [folder];
  if (depth === MAX_DEPTH) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith(".") && !notSuites.has(name))
    .sort()
    .map((name) => join(folder, name))
    .filter(isFolder)
    .flatMap((path) => taskFolders(path, depth + 1));
}

const isFilled = (folder: string): boolean => isFolder(folder) && readdirSync(folder).length > 0;

const byExtension: [RegExp, string][] = [
  [/\.tsx?$|\.[cm]ts$/, "typescript"],
  [/\.py$/, "python"],
  [/\.jsx?$|\.[cm]js$/, "javascript"],
];

/** The language of most files, for a task that does not name one. */
function guessLanguage(repo: string): string {
  const files = readdirSync(repo, { recursive: true, encoding: "utf8" }).filter(
    (path) => !/(^|\/)(node_modules|\.git)\//.test(path),
  );
  const counts = byExtension.map(([pattern, name]) => ({
    name,
    count: files.filter((file) => pattern.test(file)).length,
  }));
  const [first] = counts.sort((a, b) => b.count - a.count);
  return first && first.count > 0 ? first.name : "unknown";
}

function loadTask(suite: string, folder: string): { task: EvalTask } | { problems: TaskProblem[] } {
  const file = join(folder, "task.json");
  const wrong = (message: string, field = "", path = file): TaskProblem => ({
    folder: relative(suite, folder) || basename(folder),
    file: path,
    field,
    message,
  });
  if (!existsSync(file)) return { problems: [wrong("is missing")] };
  const parsed = parseTask(readFileSync(file, "utf8"));
  if ("problems" in parsed)
    return { problems: parsed.problems.map(({ field, message }) => wrong(message, field)) };
  const repo = join(folder, "repo");
  if (!isFilled(repo)) return { problems: [wrong("is missing or empty", "", repo)] };
  const judge = join(folder, "judge");
  const { task } = parsed;
  return {
    task: {
      ...task,
      id: task.id ?? basename(folder),
      language: task.language ?? guessLanguage(repo),
      repo,
      judge: isFilled(judge) ? judge : null,
    },
  };
}

/** Tasks of one id get the path of their folder instead, so that each result has one name. */
function withUniqueIds(suite: string, tasks: EvalTask[]): EvalTask[] {
  const count = new Map<string, number>();
  for (const { id } of tasks) count.set(id, (count.get(id) ?? 0) + 1);
  return tasks.map((task) =>
    count.get(task.id) === 1 ? task : { ...task, id: relative(suite, join(task.repo, "..")) },
  );
}

/** The name of a suite below `evals/`, else a folder. Errors: Problem when there is neither. */
function suiteFolder(given: string): string {
  const found = (/[\\/.]/.test(given) ? [resolve(given)] : [join(suitesFolder, given), resolve(given)]).find(
    isFolder,
  );
  if (found) return found;
  const own = readdirSync(suitesFolder).filter((name) => isFolder(join(suitesFolder, name)));
  throw new Problem(
    `There is no suite ${given}.`,
    `Give --suite a folder of task folders, or one of: ${own.join(", ")}.`,
  );
}

/**
 * The tasks of a suite in order of their folders, and what is wrong with the folders that are none.
 * Errors: Problem when there is no suite, or no task (with this id) in it.
 */
export function loadSuite(given: string, only?: string): Suite {
  const folder = suiteFolder(given);
  const loaded = taskFolders(folder).map((path) => loadTask(folder, path));
  const tasks = withUniqueIds(
    folder,
    loaded.flatMap((one) => ("task" in one ? [one.task] : [])),
  ).filter((task) => !only || task.id === only);
  const problems = loaded.flatMap((one) => ("problems" in one ? one.problems : []));
  if (tasks.length === 0 && (only || problems.length === 0)) {
    throw new Problem(
      only ? `${given} has no task "${only}".` : `${given} has no tasks.`,
      "A task is a folder with task.json and repo/; docs/evals.md describes both.",
    );
  }
  return { name: basename(folder), folder, tasks, problems };
}

/** SHA-256 of everything in a task folder: a stored result is of this task only while nothing in it changes. */
export function fingerprintTask(task: EvalTask): string {
  const folder = resolve(task.repo, "..");
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && !/(^|\/)(node_modules|\.git)(\/|$)/.test(relative(folder, entry.parentPath)),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${relative(folder, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}
