import { words } from "./choose-targets.ts";
import type { TestRunner } from "./schema.ts";

const FOLDER = /^cd '([^']+)' && /;
const NPM_TEST = /^(?:npm (?:run )?test|npm t|yarn test|pnpm test)\b/;

/** Options whose next word is their value. */
const TAKES_VALUE =
  /^(?:--(?:import|require|loader|config|project|root|dir|env-file|timeout|reporter|ui|extension|spec|environment|pool|rootdir|testTimeout|retries)|-[rcpsn])$/;

const word = (text: string): string =>
  /^[\w./@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** A command line without the words that name what is to be tested: paths and patterns. Null for a pipeline. */
function withoutPlaces(line: string, isProgram: (part: string) => boolean): string | null {
  if (/[;&|<>`$]/.test(line)) return null;
  const parts = line.trim().split(/\s+/);
  const program = parts.findIndex(isProgram);
  if (program < 0) return null;
  const kept = parts.filter((part, index) => {
    if (index <= program || part.startsWith("-") || TAKES_VALUE.test(parts[index - 1] ?? "")) return true;
    return part === "run" && index === program + 1;
  });
  return kept.join(" ");
}

const programs: Partial<Record<TestRunner, RegExp>> = {
  "node:test": /^(?:.*\/)?(?:node|tsx)$/,
  vitest: /^(?:.*\/)?vitest$/,
  jest: /^(?:.*\/)?jest$/,
  mocha: /^(?:.*\/)?_?mocha$/,
  pytest: /^(?:.*\/)?(?:pytest|py\.test)$/,
};

/**
 * The command that runs only these test files (paths from the repository's top) in the way of the repository's own
 * command. `script` is the `test` script of its package.json. Null when the command can't be narrowed.
 */
export function selectTests(input: {
  command: string;
  runner: TestRunner;
  script: string;
  files: string[];
}): string | null {
  const { runner, script, files } = input;
  const folder = FOLDER.exec(input.command)?.[1] ?? "";
  const inside = files.flatMap((file) =>
    folder === "" ? file : file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : [],
  );
  if (inside.length === 0) return null;
  const own = input.command.replace(FOLDER, "").trim();
  const names = inside.map(word).join(" ");
  const back = folder === "" ? "" : `cd '${folder}' && `;
  if (runner === "unittest") return `${back}python3 -m unittest ${names}`;
  const program = programs[runner];
  if (!program) return null;
  const fromScript = NPM_TEST.test(own);
  const line = withoutPlaces(fromScript ? script : own, (part) => program.test(part));
  if (line === null) return null;
  const path = fromScript ? 'PATH="$PWD/node_modules/.bin:$PATH" ' : "";
  return `${back}${path}${line} ${names}`;
}

export interface RankedTests {
  file: string;
  score: number;
}

/**
 * Test files by how much they speak of the goal: words of their path and of the names of their tests, rare words
 * counting more; a file that the goal names comes first. Those without any such word are left out.
 */
export function rankTestFiles(goal: string, files: { path: string; text: string }[]): RankedTests[] {
  const wanted = words(goal);
  const said = files.map(({ path, text }) => {
    const names = [...text.matchAll(/["'`]([^"'`\n]{3,200})["'`]|\bdef (test_\w+)|\bclass (\w+)/g)];
    return {
      path,
      words: words(`${path} ${names.map(([, quoted, method, type]) => quoted ?? method ?? type).join(" ")}`),
    };
  });
  const frequency = new Map<string, number>();
  for (const file of said) for (const one of file.words) frequency.set(one, (frequency.get(one) ?? 0) + 1);
  return said
    .map((file) => {
      const shared = [...file.words].filter((one) => wanted.has(one));
      const score = shared.reduce((sum, one) => sum + 1 / Math.sqrt(frequency.get(one) ?? 1), 0);
      return { file: file.path, score: goal.includes(file.path) ? score + 100 : score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.file.localeCompare(b.file));
}
