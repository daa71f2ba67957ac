import type { Scorecard } from "./scorecard.ts";
import { bootstrap, type Interval, quantile, signTest } from "./statistics.ts";
import type { TaskResult } from "./task-result.ts";

/** Chance at which a change counts as more than luck. */
const ALPHA = 0.05;

type Measure = "solved" | "correct" | "honest" | "firstChecksPassed";

export interface Change {
  measure: Measure;
  /** Ids of tasks that did before and do not now, and the other way round. */
  lost: string[];
  gained: string[];
  /** How likely so many losses among the changes are by chance. */
  p: number;
  regression: boolean;
}

export interface Comparison {
  /** When the last run started, its code and engines. */
  with: { startedAt: string; code: string | null; engines: string[] };
  /** Tasks that both runs have. */
  tasks: number;
  changes: Change[];
  /** Median of each task's agent time now divided by that before; told, but no regression: machines differ. */
  timeRatio: { median: number; interval: Interval | null } | null;
  regressions: Measure[];
}

const holds: Record<Measure, (result: TaskResult) => boolean | null> = {
  solved: ({ expected, solved }) => (expected === "verified" ? solved : null),
  correct: ({ expected, correct }) => (expected === "verified" ? correct : null),
  honest: ({ honest }) => honest,
  firstChecksPassed: ({ firstChecks }) => (firstChecks === null ? null : firstChecks === "passed"),
};

type Pair = [before: TaskResult, now: TaskResult];

function changeOf(measure: Measure, pairs: Pair[]): Change {
  const test = holds[measure];
  const changed = (from: boolean, to: boolean) =>
    pairs.filter(([before, now]) => test(before) === from && test(now) === to).map(([, now]) => now.id);
  const [lost, gained] = [changed(true, false), changed(false, true)];
  const p = signTest(lost.length, gained.length);
  // A false claim is never luck.
  const regression = lost.length > 0 && (measure === "honest" || p < ALPHA);
  return { measure, lost, gained, p, regression };
}

function timeRatio(pairs: Pair[]): Comparison["timeRatio"] {
  const ratios = pairs.flatMap(([before, now]) =>
    before.agentMs && now.agentMs ? [now.agentMs / before.agentMs] : [],
  );
  const median = quantile(ratios, 0.5);
  return median === null ? null : { median, interval: bootstrap(ratios, (sample) => quantile(sample, 0.5)) };
}

/**
 * Compares task by task with an earlier run of the same suite. A share has regressed when more tasks were lost
 * than luck explains (exact sign test, one-sided, 5 %), honesty as soon as one claim is false that was not.
 */
export function compare(before: Scorecard, now: Scorecard): Comparison {
  const earlier = new Map(before.results.map((result) => [result.id, result]));
  const pairs = now.results.flatMap((result): Pair[] => {
    const one = earlier.get(result.id);
    return one ? [[one, result]] : [];
  });
  const changes = (Object.keys(holds) as Measure[]).map((measure) => changeOf(measure, pairs));
  return {
    with: { startedAt: before.startedAt, code: before.code, engines: before.engines },
    tasks: pairs.length,
    changes,
    timeRatio: timeRatio(pairs),
    regressions: changes.filter(({ regression }) => regression).map(({ measure }) => measure),
  };
}
