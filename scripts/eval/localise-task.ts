import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { installDependencies } from "#lib/agents/open-workspace.ts";
import { detectCommands } from "#lib/domain/repositories/detect-commands.ts";
import { runnerOfCommand } from "#lib/domain/repositories/detect-tests.ts";
import { chooseTargets } from "#lib/domain/test-reports/choose-targets.ts";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import type { TestCase, TestRunner } from "#lib/domain/test-reports/schema.ts";
import { endSessions, sessionFor } from "#lib/language-servers/pool.ts";
import { serverFor } from "#lib/language-servers/servers.ts";
import type { SyncedServer } from "#lib/language-servers/session.ts";
import type { Sandbox, SandboxProvider } from "#lib/ports/sandbox/port.ts";
import {
  type EnginePlace,
  type FaultQuestion,
  faultQuery,
  gatherEvidence,
  isSource,
  suspectAt,
} from "#lib/tools/fault-evidence.ts";
import { type Ranking, rankings } from "#lib/tools/rank-suspects.ts";
import { runRepairProgram } from "#lib/tools/repair-program.ts";
import { searchText } from "#lib/tools/search-text.ts";
import { hasPackages, listFolder, packFolder, readTextIn } from "../repair/read-folder.ts";
import { faultyPlaces } from "./faulty-places.ts";
import type { EvalTask } from "./load-suite.ts";

export const rankingNames = Object.keys(rankings) as Ranking[];

/** Place of the first right answer in each ranking, from 1; null when it is not in it. */
export interface LocalisedTask {
  id: string;
  language: string;
  grade: string;
  /** How many functions, methods, classes and values there are to choose from. */
  suspects: number;
  functions: Record<Ranking, number | null>;
  files: Record<Ranking, number | null>;
}

interface Case {
  task: EvalTask;
  sandbox: Sandbox;
  runner: TestRunner;
  targets: TestCase[];
  passing: TestCase[];
}

const engineAnswer = z.object({
  localisation: z.object({
    lines: z.array(z.object({ file: z.string(), line: z.number(), score: z.number() })),
    functions: z.array(z.object({ file: z.string(), line: z.number(), score: z.number() })),
  }),
});

/** Lines with scores from the repair engine; none when it does not know the runner. */
async function engineLines({ task, sandbox, runner, targets }: Case): Promise<EnginePlace[]> {
  const workspace = { runner, targets, goal: task.goal };
  try {
    const raw = await runRepairProgram(sandbox, workspace, { command: "localise", seconds: 60 });
    const { lines, functions } = engineAnswer.parse(raw).localisation;
    return [...lines, ...functions];
  } catch {
    return [];
  }
}

const pathOfKey = (key: string): string => key.slice(0, key.lastIndexOf("#"));

function placeOf(list: string[], right: ReadonlySet<string>): number | null {
  const index = [...new Set(list)].findIndex((key) => right.has(key));
  return index < 0 ? null : index + 1;
}

/** The suspects that the right fix changes. */
async function faultsOf(server: SyncedServer, task: EvalTask): Promise<Set<string>> {
  const faults = new Set<string>();
  for (const { path, line } of faultyPlaces(readFileSync(join(task.repo, "..", "solution.patch"), "utf8")))
    if (server.tree.files.has(path) && serverFor(path) === server.server)
      faults.add((await suspectAt(server, path, line)).key);
  return faults;
}

/** Whole files by their words: the text search's own list of files. */
async function filesByText(server: SyncedServer, question: FaultQuestion): Promise<string[]> {
  const texts = [];
  for (const path of server.tree.files.keys())
    if (serverFor(path) === server.server && isSource(path))
      texts.push({ key: path, text: `${path}\n${(await server.peek(path)) ?? ""}` });
  const scores = searchText(await faultQuery(server, question), texts);
  return [...scores].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([key]) => key);
}

async function compareRankings(server: SyncedServer, one: Case): Promise<LocalisedTask | null> {
  const { task } = one;
  const faults = await faultsOf(server, task);
  if (faults.size === 0) return null;
  const question: FaultQuestion = {
    goal: task.goal,
    targets: one.targets,
    passing: one.passing,
    engine: () => engineLines(one),
  };
  const evidence = await gatherEvidence(server, question);
  const faultyFiles = new Set([...faults].map(pathOfKey));
  const functions = {} as LocalisedTask["functions"];
  const files = {} as LocalisedTask["files"];
  for (const name of rankingNames) {
    const list = rankings[name](evidence);
    functions[name] = placeOf(list, faults);
    const paths = name === "text search" ? await filesByText(server, question) : list.map(pathOfKey);
    files[name] = placeOf(paths, faultyFiles);
  }
  const { id, language } = task;
  return { id, language, grade: task.grade ?? "", suspects: evidence.suspects.size, functions, files };
}

/** Fills a sandbox with the task and finds the tests that its goal is about, or all that fail; null when none does. */
async function reproduce(task: EvalTask, sandbox: Sandbox): Promise<Case | null> {
  const folder = resolve(task.repo);
  const detection = await detectCommands(listFolder(folder), readTextIn(folder));
  await sandbox.unpack(await packFolder(folder));
  const needsInstall = detection.needsInstall && !hasPackages(folder);
  await installDependencies(sandbox, { needsInstall, commands: detection.commands });
  const runner = runnerOfCommand(task.testCommand, detection.runner);
  const report = await runTestSuite(sandbox, { command: task.testCommand, runner });
  const chosen = chooseTargets(task.goal, report.cases).targets;
  const failing = report.cases.filter(({ status, todo }) => status === "failed" && !todo);
  const targets = chosen.length > 0 ? chosen : failing;
  return targets.length === 0
    ? null
    : { task, sandbox, runner, targets, passing: report.cases.filter(({ status }) => status === "passed") };
}

/** How far down each method's list the fault of a task stands; null when the task has no failing test or no known fault. */
export async function localiseTask(provider: SandboxProvider, task: EvalTask): Promise<LocalisedTask | null> {
  const { sandbox } = await provider.open(`localise-${task.id.replace(/[^A-Za-z0-9_-]/g, "-").slice(0, 50)}`);
  try {
    const one = await reproduce(task, sandbox);
    const server = one?.targets[0] && serverFor(one.targets[0].file);
    if (!one || !server) return null;
    return await sessionFor(sandbox, server).work((synced) => compareRankings(synced, one));
  } finally {
    await endSessions(sandbox);
    await sandbox.destroy();
  }
}
