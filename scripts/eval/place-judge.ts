import { posix } from "node:path";
import { splitShellWords } from "../terminal/shell-words.ts";

/** A held-out file: where it lies below `judge/`, and its text. */
export interface JudgeFile {
  path: string;
  text: string;
}

/** Folder of the repository that the content of `judge/` is copied into; "" is its top. */
export type Placement = string;

const specifier =
  /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\(|\b(?:mock|requireActual|importActual)\s*\()\s*["'](\.{1,2}\/[^"'\n]*)["']/g;

const extensions = ["", ".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cjs", ".json"];
const indexes = extensions.slice(1).map((extension) => `/index${extension}`);

function resolves(from: string, target: string, files: ReadonlySet<string>): boolean {
  const path = posix.normalize(posix.join(posix.dirname(from), target));
  // TypeScript names the compiled file: "./price.js" means price.ts.
  const source = path.replace(/\.([cm]?)js$/, ".$1ts");
  return [...extensions, ...indexes].some((end) => files.has(path + end)) || files.has(source);
}

const isTestFile = (path: string): boolean =>
  /(^|[._-])(test|spec)s?[._-]|\.(test|spec)\.|^test|_test\.py$/.test(posix.basename(path));

/** The places worth trying: the top, folders of tests, and a folder `judge` of its own. */
function candidates(repository: ReadonlySet<string>, judge: readonly JudgeFile[]): Placement[] {
  const flat = judge.every(({ path }) => !path.includes("/"));
  const folders = [...repository].filter(isTestFile).map((path) => posix.dirname(path));
  const usual = ["test", "tests", "__tests__", "spec", "src"].filter((name) =>
    [...repository].some((path) => path.startsWith(`${name}/`)),
  );
  const own = flat ? [...new Set([...folders.filter((folder) => folder !== "."), ...usual])] : [];
  return ["", ...own, "judge"];
}

function scoreOf(
  placement: Placement,
  input: { repository: ReadonlySet<string>; judge: readonly JudgeFile[]; command: string },
): number {
  const placed = input.judge.map(({ path }) => posix.join(placement, path));
  const files = new Set([...input.repository, ...placed]);
  const folders = new Set([...files].flatMap((path) => ancestors(path)));
  const words = pathWords(input.command);
  const named = words.filter((word) => placed.includes(word) || (folders.has(word) && holds(placed, word)));
  const imports = input.judge.flatMap(({ text }, index) =>
    [...text.matchAll(specifier)].map((match) => resolves(placed[index] ?? "", match[1] ?? "", files)),
  );
  const missing = imports.filter((found) => !found).length;
  return named.length * 100 - missing * 10;
}

/** Words of a command that may be paths: the "test" of `npm test` is none. */
function pathWords(command: string): string[] {
  const words = splitShellWords(command);
  return words
    .filter((_, index) => !/^(npm|pnpm|yarn|bun|make|run)$/.test(words[index - 1] ?? ""))
    .map((word) => posix.normalize(word).replace(/\/$/, ""));
}

const holds = (placed: readonly string[], folder: string): boolean =>
  placed.some((path) => path.startsWith(`${folder}/`));

function ancestors(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/**
 * Where the content of `judge/` belongs. It mirrors the repository from its top, unless another place fits
 * better: one where the files that `command` names exist and the files' relative imports lead somewhere.
 * Among equals the top wins, then folders of tests, then `judge/`.
 */
export function placeJudge(input: {
  /** Paths of the repository's own files. */
  repository: ReadonlySet<string>;
  judge: readonly JudgeFile[];
  command: string;
}): Placement {
  const ranked = candidates(input.repository, input.judge).map((placement) => ({
    placement,
    score: scoreOf(placement, input),
  }));
  const best = Math.max(...ranked.map(({ score }) => score));
  return ranked.find(({ score }) => score === best)?.placement ?? "";
}

/**
 * The command that runs the held-out tests when the task names none: the visible ones' command. When that
 * names single test files, the held-out ones are named too, or they would not run.
 */
export function defaultJudgeCommand(
  testCommand: string,
  placed: readonly string[],
  repository: ReadonlySet<string>,
): string {
  const words = splitShellWords(testCommand).map((word) => posix.normalize(word));
  const namesFiles = words.some((word) => repository.has(word) && isTestFile(word));
  const missing = placed.filter((path) => isTestFile(path) && !words.includes(path));
  if (!namesFiles || missing.length === 0) return testCommand;
  return `${testCommand} ${missing.map((path) => `'${path.replaceAll("'", "'\\''")}'`).join(" ")}`;
}
