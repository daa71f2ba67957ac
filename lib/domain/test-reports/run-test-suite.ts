import { env } from "#lib/env.ts";
import { type ExecResult, SANDBOX_PROGRAM_DIR, type Sandbox } from "#lib/ports/sandbox/port.ts";
import { parseJest } from "./parse-jest.ts";
import { parseJunit } from "./parse-junit.ts";
import { parseMocha, readLoadFailure } from "./parse-mocha.ts";
import { parsePytest } from "./parse-pytest.ts";
import { parseUnittest } from "./parse-unittest.ts";
import type { TestCase, TestReport, TestRunner } from "./schema.ts";
import { tellLoadFailures } from "./tell-load-failures.ts";
import { unusedPlugins } from "./unused-plugins.ts";

const ROOT = "/work";
const REPORT = ".morningai-report";

/** Stands in for `-m unittest`, which has no report of its own. */
const UNITTEST_REPORT = `${SANDBOX_PROGRAM_DIR}/lib/repair/python/unittest_report.py`;

/** Beside mocha's readable output; its own "json" reporter takes the place of that. */
const MOCHA_REPORT = `${SANDBOX_PROGRAM_DIR}/lib/repair/harness/mocha-report.cjs`;

/**
 * How a runner is told to write a machine-readable report beside its normal output, without changing
 * the repository's own command: by environment where the runner allows it, else by arguments.
 */
function reporting(
  runner: TestRunner,
  command: string,
  /** Options of pytest that leave plugins out. */
  plugins: string,
): { command: string; env: Record<string, string> } {
  switch (runner) {
    case "node:test":
      return {
        command,
        env: {
          NODE_OPTIONS: [
            "--test-reporter=spec --test-reporter-destination=stdout",
            `--test-reporter=junit --test-reporter-destination=${ROOT}/${REPORT}`,
          ].join(" "),
        },
      };
    case "vitest":
      return {
        command: `${command} ${separator(command)}--reporter=default --reporter=json --outputFile.json=${ROOT}/${REPORT}`,
        env: {},
      };
    case "jest":
      return { command: `${command} ${separator(command)}--json --outputFile=${ROOT}/${REPORT}`, env: {} };
    case "mocha":
      return {
        command: `${command} ${separator(command)}--reporter ${MOCHA_REPORT}`,
        env: { MORNINGAI_REPORT: `${ROOT}/${REPORT}` },
      };
    case "pytest":
      return {
        command,
        // The family that names the file of each test.
        env: {
          PYTEST_ADDOPTS:
            `--junitxml=${ROOT}/${REPORT} -o junit_family=xunit1 -p no:cacheprovider ${plugins}`.trim(),
        },
      };
    case "unittest":
      return {
        command: command.replace(/(\bpython[\d.]*(?:\s+-\w+)*?)\s+-m\s+unittest\b/, `$1 ${UNITTEST_REPORT}`),
        env: { MORNINGAI_REPORT: `${ROOT}/${REPORT}` },
      };
    default:
      return { command, env: {} };
  }
}

/** `npm test` and `npm run x` hand arguments on only after `--`; yarn and pnpm hand them on as they are. */
function separator(command: string): string {
  return /^npm (test|t|run)\b/.test(command) && !command.includes(" -- ") ? "-- " : "";
}

const parsers: Partial<Record<TestRunner, (text: string) => TestCase[] | null>> = {
  "node:test": (text) => parseJunit(text, ROOT),
  vitest: (text) => parseJest(text, ROOT),
  jest: (text) => parseJest(text, ROOT),
  mocha: (text) => parseMocha(text, ROOT),
  pytest: parsePytest,
  unittest: parseUnittest,
};

/** Python's runners name files from the folder that they run in, `cd 'api' && …`; others by their whole path. */
function parse({ runner, command }: RunTestSuiteInput, text: string): TestCase[] | null {
  const cases = parsers[runner]?.(text) ?? null;
  const folder = /^cd '([^']+)' && /.exec(command)?.[1];
  if (!cases || !folder || (runner !== "pytest" && runner !== "unittest")) return cases;
  return cases.map((one) => ({ ...one, file: `${folder}/${one.file}` }));
}

/** Bounds of what is kept of a report, so that a step's result stays far below the engine's 4 MiB. */
const MAX_CASES = 5_000;
const MAX_NAME = 300;
const MAX_MESSAGES = 600_000;

/** The first tests, with long names cut; failure texts until their sum reaches its bound, then short ones. */
function boundCases(cases: TestCase[]): TestCase[] {
  let room = MAX_MESSAGES;
  return cases.slice(0, MAX_CASES).map(({ message, ...test }) => {
    const kept = message?.slice(0, room > 0 ? undefined : 100);
    room -= kept?.length ?? 0;
    const name = test.name.slice(0, MAX_NAME);
    const file = test.file.slice(0, MAX_NAME);
    return { ...test, name, file, ...(kept === undefined ? {} : { message: kept }) };
  });
}

function toReport(command: string, result: ExecResult, cases: TestCase[] | null): TestReport {
  const output = [result.stdout, result.stderr].filter((text) => text !== "").join("\n");
  return {
    command,
    exitCode: result.exitCode,
    durationMs: result.durationMs,
    timedOut: result.timedOut,
    outOfMemory: result.outOfMemory,
    truncated: result.truncated || output.length > 20_000,
    parsed: cases !== null,
    cases: boundCases(cases ?? []),
    output: output.slice(-20_000),
  };
}

export interface RunTestSuiteInput {
  command: string;
  runner: TestRunner;
  /** Milliseconds; default TEST_WALL_SECONDS. */
  wallMs?: number;
  /** Processor time of all its processes; default: that of the sandbox. */
  cpuSeconds?: number;
  signal?: AbortSignal;
}

/**
 * Runs the repository's own test command in the sandbox and reads the runner's report. The report
 * file is removed first, so an old one is never mistaken for the new one. Never throws for a test
 * that fails, hangs, floods or eats memory: the report says so.
 */
export async function runTestSuite(sandbox: Sandbox, input: RunTestSuiteInput): Promise<TestReport> {
  await sandbox.removeFile(REPORT);
  const plugins = input.runner === "pytest" ? await unusedPlugins(sandbox) : "";
  const { command, env: reportEnv } = reporting(input.runner, input.command, plugins);
  const result = await sandbox.exec({
    argv: ["sh", "-c", command],
    env: { CI: "1", NO_COLOR: "1", ...reportEnv },
    limits: {
      wallMs: input.wallMs ?? env().TEST_WALL_SECONDS * 1_000,
      ...(input.cpuSeconds === undefined ? {} : { cpuSeconds: input.cpuSeconds }),
    },
    signal: input.signal,
  });
  const bytes = await sandbox.readFile(REPORT);
  await sandbox.removeFile(REPORT);
  const cases = bytes ? parse(input, new TextDecoder().decode(bytes)) : null;
  const output = `${result.stdout}\n${result.stderr}`;
  const told = cases && input.runner === "node:test" ? tellLoadFailures(cases, output) : cases;
  const unread = cases === null && input.runner === "mocha" && result.exitCode !== 0;
  return toReport(input.command, result, unread ? readLoadFailure(output, ROOT) : told);
}
