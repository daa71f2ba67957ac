import { inspect } from "node:util";
import { statementsOf } from "../syntax/instrument.ts";
import { refused } from "./effects.ts";
import type { World } from "./linker.ts";
import { compileWithCoverage, type ModuleRecord } from "./module-record.ts";
import { type Baseline, type Frame, LOADED, type TestOutcome } from "./protocol.ts";
import type { Measured, Workbench } from "./workbench.ts";

const TICKS = 20_000_000;
const MILLISECONDS = 5_000;

function show(value: unknown): string {
  return inspect(value, { depth: 4, breakLength: 120 }).slice(0, 400);
}

/** Places of the repository in an error's stack, innermost first. */
function frames(error: unknown, bench: Workbench): Frame[] {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return [...stack.matchAll(/(?:\(|at |file:\/\/)(\/[^():?]+)(?:\?\d+)?:(\d+):\d+/g)]
    .map(([, file = "", line]) => ({ file: bench.relative(file), line: Number(line) }))
    .filter(({ file }) => !file.startsWith("..") && !file.includes("node_modules"));
}

/** A feature of the runner that the mini harness does not have, such as snapshots. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === "UnsupportedByHarness" ||
    /(to(Match|Throw)\w*Snapshot|expect\S*) is not a function/.test(error.message)
  );
}

interface Expectation {
  expected?: unknown;
  actual?: unknown;
  matcherResult?: { expected?: unknown; actual?: unknown; message?: string };
}

function outcome(file: string, test: Measured, bench: Workbench): TestOutcome {
  const { name, status, ticks, milliseconds, error } = test;
  const base = {
    file,
    name,
    status,
    ticks,
    milliseconds,
    frames: frames(error, bench),
    blocked: isMissing(error),
  };
  if (status !== "failed") return { ...base, ...(test.todo !== undefined && { todo: test.todo }) };
  const message = error instanceof Error ? error.message : show(error);
  const told: Expectation = typeof error === "object" && error !== null ? (error as Expectation) : {};
  const facts = told.matcherResult && "expected" in told.matcherResult ? told.matcherResult : told;
  return {
    ...base,
    ...(test.todo !== undefined && { todo: test.todo }),
    message: stripColours(message).slice(0, 2_000),
    ...("expected" in facts && { expected: show(facts.expected) }),
    ...("actual" in facts && { actual: show(facts.actual) }),
  };
}

/** A test file that could not be evaluated, as a failing test; a missing package is no fault of the code. */
function notLoaded(file: string, error: unknown, bench: Workbench): TestOutcome {
  const told = outcome(
    file,
    { name: LOADED, status: "failed", error, ticks: bench.meter.ticks, milliseconds: 0 },
    bench,
  );
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const missing = /MODULE_NOT_FOUND|ERR_PACKAGE_PATH/.test(code) || /^Cannot find /.test(told.message ?? "");
  return { ...told, blocked: told.blocked || missing };
}

function stripColours(message: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours start with the escape character
  return message.replace(/\u001b\[[0-9;]*m/g, "");
}

function hits(
  covered: readonly Uint8Array[],
  records: readonly ModuleRecord[],
  bench: Workbench,
): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  covered.forEach((bits, file) => {
    const record = records[file];
    const ids = [...bits.keys()].filter((id) => bits[id] === 1);
    if (record && ids.length > 0) found[bench.relative(record.path)] = ids;
  });
  return found;
}

const NOTHING: Baseline = { tests: [], files: [], loaded: {}, seen: {} };

/** Run every test once on the unedited program and keep the loaded modules for sharing. */
export async function measurePlain(bench: Workbench, testFiles: readonly string[]): Promise<Baseline> {
  const failures = await bench.load(testFiles);
  if (bench.linker.unsupported)
    return { ...NOTHING, unsupported: `${bench.linker.unsupported} needs the repository's own test runner` };
  const world = bench.freshWorld(new Map());
  const readable = testFiles.filter((file) => !failures.has(file));
  const { tests } = await runAll(bench, world, readable, []);
  for (const [file, error] of failures) tests.push(notLoaded(file, error, bench));
  bench.adopt(world);
  bench.settleGraph();
  return summary(bench, { tests });
}

/** Run every test once more with statement coverage per test and the values that local variables had. */
export async function measureCoverage(bench: Workbench, testFiles: readonly string[]): Promise<Baseline> {
  const records = bench.records();
  const texts = new Map(records.map((record, file) => [record.path, compileWithCoverage(record, file)]));
  bench.meter.covered = records.map((record) => new Uint8Array(statementsOf(record.source.ast).length));
  const { tests, loaded } = await runAll(bench, bench.freshWorld(texts), testFiles, records);
  bench.meter.covered = [];
  const seen = records.map((record, file) => [bench.relative(record.path), bench.meter.seen(file)] as const);
  return summary(bench, { tests, loaded, seen: Object.fromEntries(seen) });
}

function summary(bench: Workbench, told: Partial<Baseline>): Baseline {
  const files = bench.records().map((record) => bench.relative(record.path));
  const { unsupported } = bench.collector;
  return { ...NOTHING, ...told, files, ...(unsupported && { unsupported }) };
}

async function runAll(
  bench: Workbench,
  world: World,
  testFiles: readonly string[],
  records: readonly ModuleRecord[],
): Promise<Pick<Baseline, "tests" | "loaded">> {
  const tests: TestOutcome[] = [];
  let loaded: Record<string, number[]> = {};
  let refusedBefore = 0;
  for (const file of testFiles) {
    const run = bench.runFile(world, file, {
      tickLimit: TICKS,
      timeLimit: MILLISECONDS,
      loaded: () => {
        loaded = { ...loaded, ...hits(bench.meter.covered, records, bench) };
      },
      entered: () => {
        for (const bits of bench.meter.covered) bits.fill(0);
        refusedBefore = refused.count;
      },
      leave: (test) => {
        const told = outcome(file, test, bench);
        const covered = records.length > 0 ? { covered: hits(bench.meter.covered, records, bench) } : {};
        tests.push({ ...told, ...covered, blocked: told.blocked || refused.count > refusedBefore });
      },
    });
    await run.catch((error: unknown) => {
      if (error instanceof SyntaxError && !/does not provide an export/.test(error.message)) throw error;
      const covered = records.length > 0 ? { covered: hits(bench.meter.covered, records, bench) } : {};
      tests.push({ ...notLoaded(file, error, bench), ...covered });
    });
    bench.cleanUp();
  }
  return { tests, loaded };
}
