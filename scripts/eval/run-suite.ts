import { mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "#lib/domain/context.ts";
import { type GoalPlatform, openGoalPlatform } from "../goal/platform.ts";
import { Problem } from "../start/problem.ts";
import { formatDuration } from "../terminal/duration.ts";
import { commitRepository } from "./commit-repository.ts";
import type { EvalTask } from "./load-suite.ts";
import { failedResult, resultOf, type TaskResult } from "./task-result.ts";
import { takeWorkFolder } from "./work-folder.ts";

export interface SuiteOptions {
  tasks: EvalTask[];
  dataDir: string;
  /** Tasks that are under way at the same time. */
  jobs: number;
  log: (line: string) => void;
  /** Nothing of the functions' own log; for a run whose standard output is read by a program. */
  silent: boolean;
  /** Called as soon as a task has ended. */
  onResult: (result: TaskResult) => void;
}

/** Modules that read the environment, loaded once the platform has set it. */
async function loadParts() {
  const [{ openSeat }, { carryOut }, { judgeBranch }] = await Promise.all([
    import("./seat.ts"),
    import("./carry-out.ts"),
    import("./judge-branch.ts"),
  ]);
  return { openSeat, carryOut, judgeBranch };
}
type Parts = Awaited<ReturnType<typeof loadParts>>;

interface Run {
  parts: Parts;
  platform: GoalPlatform;
  /** Folder that the platform may import repositories from. */
  sources: string;
}

async function timed<T>(phases: Record<string, number>, name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    phases[name] = Math.round(performance.now() - startedAt);
  }
}

async function runTask(run: Run, context: Context, task: EvalTask, number: number): Promise<TaskResult> {
  const { parts, platform, sources } = run;
  const location = join(sources, String(number));
  const phases: Record<string, number> = {};
  try {
    await commitRepository(task.repo, location);
    const work = await timed(phases, "total", () =>
      parts.carryOut({ context, task, location, signal: platform.signal }),
    );
    const { branch } = work.snapshot.run;
    const { repository } = work;
    const judgement = branch
      ? await timed(phases, "judge", () => parts.judgeBranch({ task, context, repository, branch }))
      : null;
    const result = resultOf(task, work, judgement);
    return { ...result, phases: { import: work.importMs, ...result.phases, ...phases } };
  } catch (error) {
    platform.signal.throwIfAborted();
    const text = error instanceof Error ? error.message : String(error);
    return failedResult(task, error instanceof Problem ? `${text} ${error.remedy}` : text);
  } finally {
    await rm(location, { recursive: true, force: true });
  }
}

function inShort({ problem, verdict, branch, solved, correct }: TaskResult): string {
  if (problem) return `not carried out: ${problem.slice(0, 200)}`;
  const said = (verdict ?? "no verdict").replaceAll("_", " ");
  if (!branch) return `${said}, nothing proposed`;
  const hidden = correct === null ? "" : correct ? ", held-out tests pass" : ", held-out tests fail";
  return `${said}, visible tests ${solved ? `pass${hidden}` : "fail"}`;
}

/** Carries out tasks, `jobs` at a time, until none is left or Ctrl-C. */
async function work(run: Run, options: SuiteOptions): Promise<void> {
  const waiting = options.tasks.entries();
  const worker = async () => {
    const seat = run.parts.openSeat();
    for (const [index, task] of waiting) {
      const startedAt = performance.now();
      const result = await runTask(run, await seat.next(), task, index);
      options.onResult(result);
      options.log(`${task.id}: ${inShort(result)} (${formatDuration(performance.now() - startedAt)})`);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: options.jobs }, worker));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

/** Carries out every task on one platform of its own; each result is handed over as soon as it is there. */
export async function runSuite(options: SuiteOptions): Promise<void> {
  const place = takeWorkFolder(options.dataDir);
  const sources = join(place.folder, "sources");
  mkdirSync(sources);
  try {
    const platform = await openGoalPlatform({
      dataDir: join(place.folder, "data"),
      root: sources,
      log: options.log,
      environment: { LOG_LEVEL: options.silent ? "silent" : "warn", ON_DISAGREEMENT: "best_ranked" },
    });
    try {
      await work({ parts: await loadParts(), platform, sources }, options);
    } finally {
      await platform.close();
    }
  } finally {
    place.remove();
  }
}
