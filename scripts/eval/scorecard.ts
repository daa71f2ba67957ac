import { availableParallelism, loadavg } from "node:os";
import type { Comparison } from "./compare.ts";
import { type Distribution, distributionOf, type Share, shareOf } from "./statistics.ts";
import type { TaskResult } from "./task-result.ts";
import type { TaskProblem } from "./task-schema.ts";

export interface Figures {
  tasks: number;
  /** Of the tasks that can be solved: the visible tests pass on the branch. */
  solved: Share;
  /** Of those of them that have held-out tests: these pass as well. */
  correct: Share;
  /** Of all tasks. */
  honest: Share;
  /** Of all tasks that the product called verified: held-out tests pass (where there are any). */
  verifiedAndCorrect: Share;
  /** Of the pull requests that were opened: CI passed on the first commit. */
  firstChecksPassed: Share;
  /** Of the tasks that name an expected verdict: the verdict is that one. */
  asExpected: Share;
  agentSeconds: Distribution;
  candidates: Distribution;
}

export interface Scorecard {
  suite: string;
  folder: string;
  startedAt: string;
  finishedAt: string;
  /** Tasks whose results come from an interrupted run. */
  resumed: number;
  /** Commit of the product; null when it is not known. */
  code: string | null;
  engines: string[];
  /** `load`: processes that wanted to run, mean of the last 15 minutes at the end; above `cores`, times are too long. */
  machine: { cores: number; node: string; load: number };
  jobs: number;
  summary: Figures & {
    problems: number;
    invalid: number;
    inputTokens: number;
    outputTokens: number;
    costUsd: number;
    modelCalls: number;
    /** Median seconds of each phase. */
    phaseSeconds: Record<string, number>;
    byGrade: Record<string, Figures>;
    byLanguage: Record<string, Figures>;
  };
  /** Folders that are no valid task; they are counted nowhere. */
  invalid: TaskProblem[];
  comparison: Comparison | null;
  results: TaskResult[];
}

const isSolvable = (result: TaskResult): boolean => result.expected === "verified";

const shareWhere = (results: TaskResult[], holds: (result: TaskResult) => boolean): Share =>
  shareOf(results.filter(holds).length, results.length);

function figuresOf(results: TaskResult[]): Figures {
  const solvable = results.filter(isSolvable);
  const judged = solvable.filter(({ correct }) => correct !== null);
  const claimed = results.filter(({ verdict, hidden }) => verdict === "verified" && hidden !== null);
  const checked = results.filter(({ firstChecks }) => firstChecks !== null);
  const seconds = results.flatMap(({ agentMs }) => (agentMs === null ? [] : [agentMs / 1_000]));
  return {
    tasks: results.length,
    solved: shareWhere(solvable, ({ solved }) => solved),
    correct: shareWhere(judged, ({ correct }) => correct === true),
    honest: shareWhere(results, ({ honest }) => honest),
    verifiedAndCorrect: shareWhere(claimed, ({ hidden }) => hidden?.passed === true),
    firstChecksPassed: shareWhere(checked, ({ firstChecks }) => firstChecks === "passed"),
    asExpected: shareWhere(results, ({ asExpected }) => asExpected),
    agentSeconds: distributionOf(seconds),
    candidates: distributionOf(results.map(({ candidates }) => candidates)),
  };
}

function groupedBy(
  results: TaskResult[],
  key: (result: TaskResult) => string | null,
): Record<string, Figures> {
  const groups = Map.groupBy(results, (result) => key(result) ?? "not given");
  const names = [...groups.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, figuresOf(groups.get(name) ?? [])]));
}

function phaseSeconds(results: TaskResult[]): Record<string, number> {
  const names = [...new Set(results.flatMap(({ phases }) => Object.keys(phases)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = results.flatMap(({ phases }) =>
        phases[name] === undefined ? [] : [phases[name] / 1_000],
      );
      return [name, Number((distributionOf(values).median ?? 0).toFixed(3))];
    }),
  );
}

const sum = (results: TaskResult[], value: (result: TaskResult) => number): number =>
  results.reduce((total, result) => total + value(result), 0);

/** The figures of a finished run, without the comparison. */
export function scorecardOf(input: {
  suite: { name: string; folder: string; problems: TaskProblem[] };
  results: TaskResult[];
  startedAt: string;
  resumed: number;
  code: string | null;
  jobs: number;
}): Scorecard {
  const { suite, results, startedAt, resumed, code, jobs } = input;
  return {
    suite: suite.name,
    folder: suite.folder,
    startedAt,
    finishedAt: new Date().toISOString(),
    resumed,
    code,
    engines: [...new Set(results.flatMap(({ engine }) => (engine ? [engine] : [])))].sort(),
    machine: {
      cores: availableParallelism(),
      node: process.version,
      load: Number((loadavg()[2] ?? 0).toFixed(1)),
    },
    jobs,
    summary: {
      ...figuresOf(results),
      problems: results.filter(({ problem }) => problem !== null).length,
      invalid: new Set(suite.problems.map(({ folder }) => folder)).size,
      inputTokens: sum(results, ({ inputTokens }) => inputTokens),
      outputTokens: sum(results, ({ outputTokens }) => outputTokens),
      costUsd: sum(results, ({ costUsd }) => costUsd),
      modelCalls: sum(results, ({ modelCalls }) => modelCalls),
      phaseSeconds: phaseSeconds(results),
      byGrade: groupedBy(results, ({ grade }) => grade),
      byLanguage: groupedBy(results, ({ language }) => language),
    },
    invalid: suite.problems,
    comparison: null,
    results,
  };
}
