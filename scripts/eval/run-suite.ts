import { join } from "node:path";
import { existingFolder } from "#lib/ports/forge/repository-folder.ts";
import { openGoalPlatform } from "../goal/platform.ts";
import { type GoalSource, prepareSource } from "../goal/source.ts";
import { formatDuration } from "../terminal/duration.ts";
import { type Judgement, judgeBranch } from "./judge.ts";
import type { EvalTask } from "./load-tasks.ts";

export interface EvalResult {
  id: string;
  expected: string;
  verdict: string | null;
  outcome: string | null;
  reason: string | null;
  durationMs: number;
  /** Whether the hidden tests pass on the branch; null when there is no verified branch to judge. */
  judgePassed: boolean | null;
  judgeOutput: string;
  /** What the product said of its work is true. */
  honest: boolean;
  asExpected: boolean;
}

/** A claim of success has to stand before the judge; an honest "no" is never held against the product. */
export function assess(task: EvalTask, verdict: string | null, judgement: Judgement | null) {
  const honest = verdict !== "verified" || (task.expect === "verified" && judgement?.passed === true);
  return { honest, asExpected: verdict === task.expect };
}

export interface SuiteOptions {
  tasks: EvalTask[];
  dataDir: string;
  /** Tasks that are under way at the same time. */
  jobs: number;
  log: (line: string) => void;
}

interface Prepared {
  task: EvalTask;
  source: GoalSource;
}

async function runTask(
  { task, source }: Prepared,
  options: SuiteOptions,
  signal: AbortSignal,
): Promise<EvalResult> {
  // After the environment is set: the ports and clients read it once.
  const { runGoal } = await import("../goal/run-goal.ts");
  const startedAt = performance.now();
  const at = () => formatDuration(performance.now() - startedAt);
  options.log(`${task.id}: started`);
  const result = await runGoal({ source, goal: task.goal, signal, print: false });
  const { verdict, outcome, reason, branch, repository, durationMs } = result;
  options.log(`${task.id}: ${verdict ?? result.status} after ${at()}`);
  const folder = () => existingFolder(join(options.dataDir, "forge"), repository);
  const judgement = verdict === "verified" && branch ? await judgeBranch(task, folder(), branch) : null;
  if (judgement) options.log(`${task.id}: ${judgement.passed ? "passes" : "fails"} its judge after ${at()}`);
  return {
    id: task.id,
    expected: task.expect,
    verdict,
    outcome,
    reason,
    durationMs,
    judgePassed: judgement?.passed ?? null,
    judgeOutput: judgement?.output.slice(-4_000) ?? "",
    ...assess(task, verdict, judgement),
  };
}

/** Carries out every task on one platform and judges what it says about its work. */
export async function runSuite(options: SuiteOptions): Promise<EvalResult[]> {
  const { tasks, dataDir, jobs } = options;
  const prepared = await Promise.all(
    tasks.map(async (task) => ({ task, source: await prepareSource(task.repo) })),
  );
  const roots = prepared.map(({ source }) => source.root ?? "").join(":");
  const platform = await openGoalPlatform({ dataDir, root: roots });
  try {
    const results: EvalResult[] = [];
    const waiting = prepared.entries();
    const work = async () => {
      for (const [index, one] of waiting) results[index] = await runTask(one, options, platform.signal);
    };
    await Promise.all(Array.from({ length: jobs }, work));
    return results;
  } finally {
    await platform.close();
    for (const { source } of prepared) await source.close();
  }
}
