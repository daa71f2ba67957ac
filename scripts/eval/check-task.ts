import { existsSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, posix, relative } from "node:path";
import { applyPatch, parsePatch } from "diff";
import { installDependencies } from "#lib/agents/open-workspace.ts";
import { detectCommands } from "#lib/domain/repositories/detect-commands.ts";
import { runnerOfCommand } from "#lib/domain/repositories/detect-tests.ts";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import { countCases, type TestReport } from "#lib/domain/test-reports/schema.ts";
import type { Sandbox, SandboxProvider } from "#lib/ports/sandbox/port.ts";
import { listFolder, packFolder, readTextIn } from "../repair/read-folder.ts";
import type { EvalTask } from "./load-suite.ts";
import { defaultJudgeCommand, placeJudge } from "./place-judge.ts";

const passes = (report: TestReport): boolean =>
  report.exitCode === 0 && (!report.parsed || countCases(report.cases).failed === 0);

/** Path of the reference solution: a patch from `repo/` to a right one. */
const solutionOf = (task: EvalTask): string => join(task.repo, "..", "solution.patch");

/** The files of the repository after the reference solution. Errors: Error when the patch does not fit. */
export function solvedFiles(task: EvalTask): { path: string; text: string | null }[] {
  return parsePatch(readFileSync(solutionOf(task), "utf8")).map((patch) => {
    const path = (patch.newFileName ?? patch.oldFileName ?? "").replace(/^[ab]\//, "");
    const file = join(task.repo, path);
    const before = existsSync(file) ? readFileSync(file, "utf8") : "";
    const text = applyPatch(before, patch);
    if (text === false) throw new Error(`solution.patch does not fit ${path}`);
    return { path, text };
  });
}

async function judgeFiles(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({ path: relative(folder, path), text: await readFile(path, "utf8") })),
  );
}

interface Desk {
  task: EvalTask;
  sandbox: Sandbox;
  run(command: string): Promise<TestReport>;
}

async function openDesk(task: EvalTask, sandbox: Sandbox): Promise<Desk> {
  const detection = await detectCommands(listFolder(task.repo), readTextIn(task.repo));
  await sandbox.unpack(await packFolder(task.repo));
  const installed = await installDependencies(sandbox, detection);
  if (installed && installed.exitCode !== 0)
    throw new Error(`the install fails: ${installed.stderr.slice(-500)}`);
  const runner = runnerOfCommand(task.testCommand, detection.runner);
  return { task, sandbox, run: (command) => runTestSuite(sandbox, { command, runner }) };
}

/** Puts the held-out tests in, runs them and takes them out again. */
async function runJudge({ task, sandbox, run }: Desk, folder: string): Promise<TestReport> {
  const judge = await judgeFiles(folder);
  const repository = new Set(listFolder(task.repo).map(({ path }) => path));
  const place = placeJudge({ repository, judge, command: task.judgeCommand ?? task.testCommand });
  const placed = judge.map((file) => ({ path: posix.join(place, file.path), text: file.text }));
  for (const { path, text } of placed) await sandbox.writeFile(path, text);
  const paths = placed.map(({ path }) => path);
  const report = await run(task.judgeCommand ?? defaultJudgeCommand(task.testCommand, paths, repository));
  for (const path of paths) {
    if (repository.has(path)) await sandbox.writeFile(path, await readFile(join(task.repo, path), "utf8"));
    else await sandbox.removeFile(path);
  }
  return report;
}

async function problemsOf(desk: Desk): Promise<string[]> {
  const { task, sandbox, run } = desk;
  const problems: string[] = [];
  const green = passes(await run(task.testCommand));
  const expected = task.expect ?? "verified";
  if (expected === "not_reproduced" && !green)
    problems.push("the visible tests fail, though nothing is to be seen");
  if (task.green && !green) problems.push("the visible tests fail before any change");
  if (expected === "verified" && green && !task.green)
    problems.push("the visible tests pass before any change");
  if (expected !== "verified") return problems;
  if (!task.judge) return [...problems, "it has no held-out tests"];
  if (!existsSync(solutionOf(task))) return [...problems, "it has no solution.patch"];
  if (passes(await runJudge(desk, task.judge))) problems.push("the held-out tests pass before any change");
  for (const { path, text } of solvedFiles(task)) {
    if (text === null) await sandbox.removeFile(path);
    else await sandbox.writeFile(path, text);
  }
  const visible = await run(task.testCommand);
  if (!passes(visible))
    problems.push(`the visible tests fail with the solution: ${visible.output.slice(-800)}`);
  const hidden = await runJudge(desk, task.judge);
  if (!passes(hidden))
    problems.push(`the held-out tests fail with the solution: ${hidden.output.slice(-800)}`);
  const known = new Set(visible.cases.map(({ file, name }) => `${file}\0${name}`));
  if (visible.parsed && hidden.cases.every(({ file, name }) => known.has(`${file}\0${name}`)))
    problems.push("the judge runs no test of its own");
  return problems;
}

/**
 * What is wrong with a task: its visible and held-out tests have to fail on the repository as it is and to pass
 * with its reference solution. Empty when it is as it should be.
 */
export async function checkTask(task: EvalTask, provider: SandboxProvider, id: string): Promise<string[]> {
  const { sandbox } = await provider.open(id);
  try {
    return await problemsOf(await openDesk(task, sandbox));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    await sandbox.destroy();
  }
}
