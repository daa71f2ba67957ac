import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { installDependencies } from "#lib/agents/open-workspace.ts";
import { detectCommands } from "#lib/domain/repositories/detect-commands.ts";
import type { DetectedCommands } from "#lib/domain/repositories/detect-schema.ts";
import { runnerOfCommand } from "#lib/domain/repositories/detect-tests.ts";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import type { TestReport, TestRunner } from "#lib/domain/test-reports/schema.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { selectSandbox } from "#lib/ports/sandbox/select.ts";
import { runRepairProgram } from "#lib/tools/repair-program.ts";
import { Problem } from "../start/problem.ts";
import { applyTo, outcomeOf, prove, reported } from "./prove-patches.ts";
import { existingFolder, hasPackages, listFolder, packFolder, readTextIn } from "./read-folder.ts";
import { type EngineResult, engineResult, type RepairReport } from "./repair-report.ts";

export interface RepairOptions {
  folder: string;
  /** One line for the shell, run at the top of the folder. */
  testCommand: string;
  /** Only this file may be changed; relative to the folder. */
  file?: string;
  /** Time for the search; default 60. */
  seconds?: number;
  /** What is wrong, in words; they serve as ingredients. */
  goal?: string;
  /** Write the best patch to the folder when the whole test command passes with it. */
  apply?: boolean;
  onProgress?: (line: string) => void;
  signal?: AbortSignal;
}

const programDir = resolve(import.meta.dirname, "../..");
/** A repair under way in its sandbox. */
interface Bench {
  options: RepairOptions;
  folder: string;
  sandbox: Sandbox;
  detection: DetectedCommands;
  runner: TestRunner;
  startedAt: number;
  preparedAt: number;
}

const secondsSince = (startedAt: number): number =>
  Number(((performance.now() - startedAt) / 1_000).toFixed(2));

/** A report with nothing found yet. */
function emptyReport(bench: Bench, fields: Partial<RepairReport>): RepairReport {
  return {
    status: "no_fix",
    reason: null,
    best: null,
    alternatives: [],
    plausible: 0,
    rootCause: null,
    localisation: { functions: [], lines: [] },
    testCommand: bench.options.testCommand,
    runner: bench.runner,
    mode: null,
    before: null,
    after: null,
    candidates: { tried: 0, perSecond: 0 },
    deadlineReached: false,
    seconds: {
      prepare: Number(((bench.preparedAt - bench.startedAt) / 1_000).toFixed(2)),
      search: 0,
      total: secondsSince(bench.startedAt),
    },
    applied: false,
    ...fields,
  };
}

async function prepare(options: RepairOptions, sandbox: Sandbox): Promise<Bench> {
  const startedAt = performance.now();
  const folder = existingFolder(options.folder);
  const detection = await detectCommands(listFolder(folder), readTextIn(folder));
  await sandbox.unpack(await packFolder(folder));
  const needsInstall = detection.needsInstall && !hasPackages(folder);
  if (needsInstall) options.onProgress?.(`installing packages: ${detection.commands.install}`);
  const installed = await installDependencies(sandbox, { needsInstall, commands: detection.commands });
  if (installed && installed.exitCode !== 0)
    throw new Problem(
      `"${detection.commands.install}" failed: ${`${installed.stdout}${installed.stderr}`.slice(-1_500)}`,
      "Install the packages in the folder by hand, then try again.",
    );
  const runner = runnerOfCommand(options.testCommand, detection.runner);
  return { options, folder, sandbox, detection, runner, startedAt, preparedAt: performance.now() };
}

const runTests = ({ sandbox, options, runner }: Bench): Promise<TestReport> =>
  runTestSuite(sandbox, {
    command: options.testCommand,
    runner,
    ...(options.signal && { signal: options.signal }),
  });

async function search(bench: Bench, before: TestReport): Promise<EngineResult> {
  const { options, sandbox, detection, runner, folder } = bench;
  const targets = before.cases.filter((test) => test.status === "failed" && !test.todo);
  const files = [...new Set(targets.map((test) => test.file))];
  const source = options.file && relative(folder, resolve(folder, options.file));
  const raw = await runRepairProgram(
    sandbox,
    { runner: before.parsed ? runner : "unknown", targets, goal: options.goal ?? "" },
    {
      command: "repair",
      seconds: options.seconds ?? 60,
      testFiles: files.length > 0 ? files : detection.testFiles.slice(0, 200),
      testCommand: ["sh", "-c", options.testCommand],
      ...(source && { sourceFiles: [source] }),
      ...(options.signal && { signal: options.signal }),
      onLine: (line) => {
        const message = /"kind":"progress".*"message":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
        if (message) options.onProgress?.(message);
      },
    },
  );
  return engineResult.parse(raw);
}

async function repairOn(bench: Bench): Promise<RepairReport> {
  const { options } = bench;
  const before = await runTests(bench);
  const first = outcomeOf(before);
  if (first.passed)
    return emptyReport(bench, {
      status: "nothing_to_repair",
      reason: "The test command passes.",
      before: first,
    });
  const unusable = before.exitCode === 126 || before.exitCode === 127 || before.timedOut;
  if (unusable) {
    const reason = before.timedOut
      ? "The test command did not end in time."
      : `The test command can't be run: ${before.output.trim().slice(-500)}`;
    return emptyReport(bench, { status: "cannot_run", reason, before: first });
  }
  const searchedAt = performance.now();
  const found = await search(bench, before);
  const seconds = secondsSince(searchedAt);
  const { best, others } = await prove(
    { sandbox: bench.sandbox, run: () => runTests(bench), onProgress: options.onProgress },
    before,
    found.patches,
  );
  const fixed = best?.passes === true;
  if (fixed && best && options.apply) await applyTo(bench.folder, best.patch);
  const report = emptyReport(bench, {
    status: fixed ? "fixed" : "no_fix",
    reason: fixed ? null : (found.reason ?? "The whole test command does not pass with any of the patches."),
    best: best ? reported(best.patch, best.passes) : null,
    alternatives: others.map(({ patch, passes }) => reported(patch, passes)),
    plausible: found.patches[0]?.disagreement?.patches ?? found.patches.length,
    rootCause: found.rootCause ?? null,
    localisation: found.localisation,
    mode: found.mode,
    before: first,
    after: best?.after ? outcomeOf(best.after) : null,
    candidates: { tried: found.candidates.tried, perSecond: found.candidates.perSecond },
    deadlineReached: found.deadlineReached,
    applied: fixed && options.apply === true,
  });
  return { ...report, seconds: { ...report.seconds, search: seconds } };
}

/**
 * Searches for a fix of what a folder's test command finds, without the platform: on a copy, in a sandbox. The
 * folder itself stays as it is unless `apply`. Errors: Problem when there is no folder or no sandbox, or its
 * packages can't be installed.
 */
export async function repairFolder(options: RepairOptions): Promise<RepairReport> {
  const dataDir = await mkdtemp(join(tmpdir(), "morningai-repair-"));
  const provider = selectSandbox({ dataDir, programDir });
  try {
    const status = await provider.status();
    if (!status.ok) throw new Problem("Tests can't be run in isolation.", status.problem ?? "");
    const { sandbox } = await provider.open("repair");
    try {
      return await repairOn(await prepare(options, sandbox));
    } finally {
      await sandbox.destroy();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
