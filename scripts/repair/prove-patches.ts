import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { caseKey, countCases, type TestReport } from "#lib/domain/test-reports/schema.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { Problem } from "../start/problem.ts";
import type { Candidate, ReportedPatch, TestOutcome } from "./repair-report.ts";
import { unifiedDiff } from "./unified-diff.ts";

const MAX_TRIED = 5;

const filesOf = (patch: Candidate) =>
  [patch, ...patch.others].map(({ file, before, after }) => ({ path: file, before, after }));

/** A test run as it is reported. */
export function outcomeOf(report: TestReport): TestOutcome {
  const counts = report.parsed ? countCases(report.cases) : null;
  const passed = report.exitCode === 0 && !report.timedOut && (counts?.failed ?? 0) === 0;
  const failing = report.cases.filter((test) => test.status === "failed" && !test.todo);
  return {
    exitCode: report.exitCode,
    passed,
    timedOut: report.timedOut,
    counts,
    failing: failing.slice(0, 20).map((test) => test.name),
    output: passed ? "" : report.output.slice(-4_000),
    seconds: report.durationMs / 1_000,
  };
}

/** A patch as it is reported. */
export function reported(patch: Candidate, passes: boolean | null): ReportedPatch {
  const files = filesOf(patch);
  return {
    summary: patch.unifiedSummary,
    operator: patch.operator,
    score: patch.score,
    overfit: patch.overfit,
    files: files.map(({ path }) => path),
    patch: unifiedDiff(files),
    passes,
  };
}

async function write(sandbox: Sandbox, patch: Candidate, side: "before" | "after"): Promise<void> {
  for (const file of filesOf(patch)) await sandbox.writeFile(file.path, file[side]);
}

/** Every test that passed still passes, and the command says that all is well. */
function isMended(before: TestReport, after: TestReport): boolean {
  const now = new Map(after.cases.map((test) => [caseKey(test), test.status]));
  const kept = before.cases.every((test) => test.status !== "passed" || now.get(caseKey(test)) === "passed");
  return outcomeOf(after).passed && kept;
}

/** Runs the whole test command with one patch after the other until it passes. */
export async function prove(
  bench: {
    sandbox: Sandbox;
    run: () => Promise<TestReport>;
    onProgress: ((line: string) => void) | undefined;
  },
  before: TestReport,
  patches: Candidate[],
) {
  const tried: { patch: Candidate; passes: boolean | null; after: TestReport | null }[] = [];
  for (const patch of patches) {
    const done = tried.some(({ passes }) => passes) || tried.length >= MAX_TRIED || patch.overfit;
    if (done) {
      tried.push({ patch, passes: null, after: null });
      continue;
    }
    bench.onProgress?.(`whole test command with: ${patch.unifiedSummary}`);
    await write(bench.sandbox, patch, "after");
    const after = await bench.run();
    await write(bench.sandbox, patch, "before");
    tried.push({ patch, passes: isMended(before, after), after });
  }
  const best = tried.find(({ passes }) => passes) ?? tried.find(({ patch }) => !patch.overfit);
  return { best, others: tried.filter((one) => one !== best) };
}

/** Changes the folder itself, unless it was changed meanwhile. */
export async function applyTo(folder: string, patch: Candidate): Promise<void> {
  const files = filesOf(patch);
  for (const { path, before } of files) {
    if ((await readFile(join(folder, path), "utf8")) !== before)
      throw new Problem(`${path} was changed while the search ran.`, "Run the command again.");
  }
  for (const { path, after } of files) await writeFile(join(folder, path), after);
}
