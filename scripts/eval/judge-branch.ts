import { readdir, readFile } from "node:fs/promises";
import { join, posix, relative } from "node:path";
import { describePatch } from "#lib/agents/dev/verify.ts";
import type { Context } from "#lib/domain/context.ts";
import { findTestFiles } from "#lib/domain/repositories/detect-tests.ts";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import { countCases, type TestReport } from "#lib/domain/test-reports/schema.ts";
import { newId } from "#lib/ids.ts";
import type { TaskRepository } from "./carry-out.ts";
import { type CleanRoom, openCleanRoom } from "./check-out.ts";
import { findSilencedTests } from "./find-silenced-tests.ts";
import type { EvalTask } from "./load-suite.ts";
import { defaultJudgeCommand, type JudgeFile, placeJudge } from "./place-judge.ts";

/** One run of a test command by the runner of the evaluation. */
export interface SuiteRun {
  passed: boolean;
  exitCode: number | null;
  /** Counts from the runner's report; null when it wrote none that can be read. */
  counts: { total: number; passed: number; failed: number; skipped: number } | null;
  /** Names of failed tests, the first few. */
  failed: string[];
  /** End of the output of a run that did not pass. */
  output: string;
}

export interface Judgement {
  /** The visible tests on the branch, with the test files as the task has them. */
  visible: SuiteRun;
  /** How the branch makes the visible tests say less than before; empty: it does not. */
  weakened: string[];
  /** The held-out tests on the branch; null when the task has none. */
  hidden: SuiteRun | null;
  /** Folder that the held-out files were put into. */
  judgeFolder: string | null;
}

function toRun(report: TestReport): SuiteRun {
  const counts = report.parsed ? countCases(report.cases) : null;
  const ran = counts === null || (counts.total > counts.skipped && counts.failed === 0);
  const passed = report.exitCode === 0 && !report.timedOut && ran;
  const failed = report.cases.filter((test) => test.status === "failed" && !test.todo);
  return {
    passed,
    exitCode: report.exitCode,
    counts,
    failed: failed.slice(0, 10).map((test) => test.name),
    output: passed ? "" : report.output.slice(-3_000),
  };
}

async function readJudge(folder: string): Promise<(JudgeFile & { bytes: Uint8Array })[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(path);
      return { path: relative(folder, path).split("\\").join("/"), bytes, text: bytes.toString("utf8") };
    }),
  );
}

interface Court {
  task: EvalTask;
  context: Context;
  repository: TaskRepository;
  room: CleanRoom;
}

async function runVisible(court: Court): Promise<TestReport> {
  const { task, repository, room } = court;
  const command = { command: task.testCommand, runner: repository.runner };
  let report = await runTestSuite(room.sandbox, command);
  for (let run = 1; run < task.visibleRuns && toRun(report).passed; run += 1)
    report = await runTestSuite(room.sandbox, command);
  return report;
}

/** Puts the test files that the branch changed back as the task has them, and runs the tests again. */
async function runRestored(court: Court, head: string, touched: string[]): Promise<TestReport> {
  const { context, repository, room } = court;
  await room.checkOut(head);
  for (const path of touched) {
    const bytes = await context.ports.forge.readBlob(repository.ref, repository.baseSha, path);
    if (bytes) await room.sandbox.writeFile(path, bytes);
  }
  return runVisible(court);
}

async function runHidden(
  court: Court,
  head: string,
  judgeFolder: string,
): Promise<{ run: SuiteRun; folder: string }> {
  const { task, context, repository, room } = court;
  const [files, entries] = [
    await readJudge(judgeFolder),
    await context.ports.forge.listTree(repository.ref, head),
  ];
  const known = new Set(entries.map(({ path }) => path));
  const folder = placeJudge({
    repository: known,
    judge: files,
    command: task.judgeCommand ?? task.testCommand,
  });
  const placed = files.map((file) => ({ path: posix.join(folder, file.path), bytes: file.bytes }));
  await room.checkOut(head);
  for (const { path, bytes } of placed) await room.sandbox.writeFile(path, bytes);
  if (placed.some(({ path }) => /(^|\/)package(-lock)?\.json$/.test(path))) await room.install();
  const paths = placed.map(({ path }) => path);
  const command = task.judgeCommand ?? defaultJudgeCommand(task.testCommand, paths, known);
  return { run: toRun(await runTestSuite(room.sandbox, { command, runner: repository.runner })), folder };
}

/**
 * What the tests say of the agent's branch: run here, on clean checkouts in a sandbox of their own, after the
 * agent has ended. Nothing the product said about its work is used.
 */
export async function judgeBranch(input: {
  task: EvalTask;
  context: Context;
  repository: TaskRepository;
  branch: string;
}): Promise<Judgement> {
  const { task, context, repository } = input;
  const { forge, sandbox: provider } = context.ports;
  const head = await forge.resolve(repository.ref, input.branch);
  if (!head) throw new Error(`The branch ${input.branch} is not in the forge.`);
  const room = await openCleanRoom({ id: `judge-${newId()}`, provider, forge, repository });
  const court = { task, context, repository, room };
  try {
    await room.checkOut(repository.baseSha);
    const before = await runTestSuite(room.sandbox, { command: task.testCommand, runner: repository.runner });
    await room.checkOut(head);
    const after = await runVisible(court);
    const { files } = describePatch(await forge.diff(repository.ref, repository.baseSha, head));
    const base = new Set((await forge.listTree(repository.ref, repository.baseSha)).map(({ path }) => path));
    const touched = findTestFiles(files.map(({ path }) => ({ path, size: 0 }))).filter((path) =>
      base.has(path),
    );
    // A rename has to reach the tests: there the held-out tests tell whether anything else was changed.
    const restored = touched.length > 0 && !task.green ? await runRestored(court, head, touched) : after;
    const weakened = findSilencedTests(before, after);
    if (toRun(after).passed && !toRun(restored).passed)
      weakened.push(`the tests pass only with the changed ${touched.join(", ")}`);
    const hidden = task.judge ? await runHidden(court, head, task.judge) : null;
    return {
      visible: toRun(restored),
      weakened,
      hidden: hidden?.run ?? null,
      judgeFolder: hidden?.folder ?? null,
    };
  } finally {
    await room.close();
  }
}
