import { isOwnFile } from "./detect-languages.ts";
import type { Packages } from "./detect-packages.ts";
import type { DetectedCommands, ReadText, RepositoryFile } from "./detect-schema.ts";

type Runner = DetectedCommands["runner"];

const SOURCE = "(?:js|mjs|cjs|jsx|ts|mts|cts|tsx)";
const TEST_FILE = [
  new RegExp(`[._-](?:test|spec)\\.${SOURCE}$`),
  new RegExp(`(?:^|/)__tests__/.+\\.${SOURCE}$`),
  new RegExp(`(?:^|/)tests?/(?!.*(?:fixtures?|helpers?|support|mocks?|setup)(?:/|\\.)).+\\.${SOURCE}$`),
  new RegExp(`(?:^|/)(?:test|test-[^/]+)\\.${SOURCE}$`),
  /(?:^|\/)test_[^/]+\.py$|_test\.(?:py|go|rb)$|_spec\.rb$/,
];

const MAX_TEST_FILES = 5_000;

/** Files that hold tests, by the naming rules that the usual runners share. */
export function findTestFiles(files: RepositoryFile[]): string[] {
  return files
    .map((file) => file.path)
    .filter((path) => isOwnFile(path) && TEST_FILE.some((expression) => expression.test(path)))
    .sort()
    .slice(0, MAX_TEST_FILES);
}

/** Programs that start a runner, in the order of a search through a script. */
const programs: [Runner, RegExp][] = [
  ["vitest", /(?:^|[\s/])vitest\b/],
  ["jest", /(?:^|[\s/])jest(?:\.js)?\b|react-scripts test|craco test/],
  ["mocha", /(?:^|[\s/])_?mocha(?:\.js)?\b/],
  ["pytest", /(?:^|[\s/])(?:pytest\b|py\.test\b)/],
  ["unittest", /(?:^|[\s/])python[\d.]* -m unittest\b/],
  ["node:test", /(?:^|[\s/])(?:node|tsx)\s(?:.*\s)?--test(?:\s|$|=)/],
];

const runnerOf = (line: string): Runner =>
  programs.find(([, expression]) => expression.test(line))?.[0] ?? "unknown";

/** The runner of a test command: the one that it names, else the one that was detected. */
export function runnerOfCommand(command: string | null | undefined, detected: Runner): Runner {
  const named = runnerOf(command ?? "");
  return named === "unknown" ? detected : named;
}

/** What npm writes into a new package. */
const NO_TESTS = /no test specified/;

/** The script with calls of other scripts (`npm run test:unit`) put in their place. */
function expandScript(scripts: Record<string, string>, name: string, depth = 0): string {
  const script = scripts[name] ?? "";
  if (depth === 4) return script;
  return script.replace(
    /\b(?:npm run(?:-script)?|pnpm(?: run)?|yarn(?: run)?)\s+(?:-[\w-]+\s+)*([\w:.-]+)/g,
    (call, called: string) =>
      called !== name && scripts[called] ? expandScript(scripts, called, depth + 1) : call,
  );
}

/**
 * Tests of a folder without package.json. Only Node's own runner needs nothing installed, so only its
 * command can be given.
 */
export async function detectPlainTests(
  testFiles: string[],
  readText: ReadText,
): Promise<{ runner: Runner; command: string | null }> {
  const runner = await runnerByContent(testFiles, readText);
  return { runner, command: runner === "node:test" ? direct["node:test"] : null };
}

async function runnerByContent(testFiles: string[], readText: ReadText): Promise<Runner> {
  for (const path of testFiles.slice(0, 5)) {
    const text = (await readText(path)) ?? "";
    if (/["']node:test["']|require\(["']test["']\)/.test(text)) return "node:test";
    if (/from ["']vitest["']/.test(text)) return "vitest";
    if (/["']@jest\/globals["']|\bjest\.(?:fn|mock|spyOn)\(/.test(text)) return "jest";
    if (/["']mocha["']/.test(text)) return "mocha";
  }
  return "unknown";
}

function runnerByDependencies(packages: Packages): Runner {
  const { dependencies, devDependencies, jest, mocha } = packages.manifest;
  const all = { ...dependencies, ...devDependencies };
  if (all.vitest) return "vitest";
  if (all.jest || all["ts-jest"] || all["react-scripts"] || jest !== undefined) return "jest";
  return all.mocha || mocha !== undefined ? "mocha" : "unknown";
}

const direct: Record<Runner, string | null> = {
  vitest: "npx vitest run",
  jest: "npx jest",
  mocha: "npx mocha",
  "node:test": "node --test",
  pytest: "python3 -m pytest",
  unittest: "python3 -m unittest",
  unknown: null,
};

/**
 * `npm test` when what we append to it (a reporter) reaches the runner: it is the last command of the
 * script and does not watch for changes. Otherwise the runner itself.
 */
function commandFor(runner: Runner, script: string): string | null {
  if (script === "" || NO_TESTS.test(script)) return direct[runner];
  if (/--watch(?:All)?\b(?!=false)|\bvitest (?:watch|dev)\b/.test(script)) return direct[runner];
  const last = script.split(/&&|\|\||;|\|/).at(-1) ?? "";
  const reached = runner === "unknown" || runner === "node:test" || runnerOf(last) === runner;
  return reached ? "npm test" : direct[runner];
}

/** The runner of the tests and the command that runs them all once. */
export async function detectTests(
  packages: Packages,
  testFiles: string[],
  readText: ReadText,
): Promise<{ runner: Runner; command: string | null }> {
  const script = expandScript(packages.manifest.scripts, "test");
  const usable = script !== "" && !NO_TESTS.test(script);
  const candidates = [
    async () => (usable ? runnerOf(script) : "unknown"),
    async () => runnerByDependencies(packages),
    async () => runnerByContent(testFiles, readText),
  ];
  let runner: Runner = "unknown";
  for (const find of candidates) {
    runner = await find();
    if (runner !== "unknown") break;
  }
  const command = commandFor(runner, script);
  return { runner, command: !usable && testFiles.length === 0 ? null : command };
}
