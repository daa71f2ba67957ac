import type { OnProgress, Progress } from "../result.ts";
import type { WarmWorker } from "../worker/client.ts";
import type { Goal, Verdict } from "../worker/protocol.ts";
import type { Scored } from "./candidates.ts";

export interface Plausible {
  candidate: Scored;
  verdict: Verdict;
}

/** What a pass over candidates found. */
export interface Found {
  plausible: Plausible[];
  partial: Plausible[];
  /** Fix no test, but bring the first target's result nearer to the expected one. */
  nearer: Plausible[];
  /** Ran out of loop budget: worth another try with a larger one. */
  slow: Scored[];
  /** Candidates the stage's share of time did not suffice for. */
  rest: readonly Scored[];
}

export const nothingFound = (): Found => ({ plausible: [], partial: [], nearer: [], slow: [], rest: [] });

/** Counters and the clock shared by all stages of one search. */
export class SearchState {
  readonly deadline: number;
  readonly started = performance.now();
  tried = 0;
  busySeconds = 0;
  readonly byOperator: Record<string, number> = {};
  deadlineReached = false;
  /** When the first plausible patch was found. */
  firstAt: number | undefined;
  #triedAtFirst = 0;
  #doubtfulAt: number | undefined;

  constructor(seconds: number) {
    this.deadline = performance.now() + seconds * 1000;
  }

  get expired(): boolean {
    if (performance.now() < this.deadline) return false;
    this.deadlineReached = true;
    return true;
  }

  /** Milliseconds until the deadline. */
  get remaining(): number {
    return Math.max(0, this.deadline - performance.now());
  }

  /** Note a patch that deserves to end the search, found at a time of `performance.now()`. */
  plausible(at = performance.now()): void {
    if (this.firstAt !== undefined) return;
    this.firstAt = at;
    this.#triedAtFirst = this.tried;
  }

  /** Note a patch that passes but has a defect: a better one is worth a while. */
  doubtful(at: number): void {
    this.#doubtfulAt ??= at;
  }

  /** True when nothing but doubtful patches was found for long enough. */
  get resigned(): boolean {
    return this.#doubtfulAt !== undefined && performance.now() > this.#doubtfulAt + LONGEST_DOUBT;
  }

  /**
   * After a first plausible patch: look for alternatives about as long again, at least a second and a half, and on a
   * busy machine until enough others were tried, for at most a fifth of the time allowed.
   */
  get satisfied(): boolean {
    if (this.firstAt === undefined) return this.resigned;
    const now = performance.now();
    const spent = this.firstAt - this.started;
    const longest = Math.max(1_500, (this.deadline - this.started) / 5);
    const enough = this.tried - this.#triedAtFirst >= ENOUGH_OTHERS || now > this.firstAt + longest;
    return enough && now > this.firstAt + Math.max(1_500, Math.min(spent, 6_000));
  }
}

/** Candidates tried after the first plausible one before it is believed to be among the best. */
const ENOUGH_OTHERS = 1_500;
const CHUNK = 256;
/** Milliseconds for which the search goes on when what it found brings type errors or leaves names unread. */
const LONGEST_DOUBT = 8_000;
const MAX_PLAUSIBLE = 60;
const LAST_BUDGET = 3_000_000;
/** The last budget, as a multiple of the first one; what runs a hundred times as long as any test is caught in a loop. */
const LAST_FACTOR = 100;
/** How many candidates get the second and the last budget, and the share of the time left that each of the two takes. */
const RETRIED = [2_000, 30] as const;
const RETRY_SHARE = 0.12;
const MOST_BY_OTHERS = 200_000;

export interface RunOptions {
  worker: WarmWorker;
  goal: Goal;
  state: SearchState;
  stage: Progress["stage"];
  /** Decides whether the patch may end the search, and tells `state`. */
  onPlausible: (candidate: Scored) => void;
  /** The stage ends at this time of `performance.now()` although candidates are left. */
  until?: number;
  /** Asked between chunks for candidates that what was found suggests: they are tried at once. */
  suggest?: (found: Found) => Scored[];
  onProgress: OnProgress;
}

/**
 * The first budget: eight times what a failing test needed before, or any test unless that is very much, so that a
 * right fix that runs longer still fits.
 */
export function firstBudget(goal: Goal): number {
  return Math.max(2_500, goal.targetTicks * 8, Math.min(goal.ticks * 8, MOST_BY_OTHERS));
}

async function pass(
  candidates: readonly Scored[],
  budget: number,
  options: RunOptions,
  found: Found,
): Promise<void> {
  const { worker, goal, state } = options;
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const { until = Number.POSITIVE_INFINITY } = options;
  const onVerdict = (verdict: Verdict): void => {
    const candidate = byId.get(verdict.id);
    if (!candidate) return;
    if (verdict.outcome === "plausible") {
      found.plausible.push({ candidate, verdict });
      options.onPlausible(candidate);
    } else if (verdict.outcome === "partial") found.partial.push({ candidate, verdict });
    else if (verdict.outcome === "nearer") found.nearer.push({ candidate, verdict });
    else if (verdict.outcome === "budget") found.slow.push(candidate);
  };
  let suggested: readonly Scored[] = [];
  for (let at = 0; at < candidates.length || suggested.length > 0; ) {
    const slice = suggested.length > 0 ? suggested : candidates.slice(at, at + CHUNK);
    if (slice !== suggested) at += slice.length;
    for (const candidate of suggested) byId.set(candidate.id, candidate);
    const before = performance.now();
    const enough = (): boolean => state.expired || state.satisfied || found.plausible.length >= MAX_PLAUSIBLE;
    const stop = (): boolean => enough() || (performance.now() > until && found.plausible.length === 0);
    const judged = await worker.judge(slice, goal, budget, onVerdict, stop, state.remaining);
    state.busySeconds += (performance.now() - before) / 1000;
    state.tried += judged;
    for (const { operator } of slice.slice(0, judged))
      state.byOperator[operator] = (state.byOperator[operator] ?? 0) + 1;
    const plausible = found.plausible.length;
    options.onProgress({
      kind: "progress",
      stage: options.stage,
      message: `${state.tried} candidates tried`,
      tried: state.tried,
      plausible,
    });
    if (stop()) {
      found.rest = candidates.slice(slice === suggested ? at : at - slice.length + judged);
      return;
    }
    suggested = options.suggest?.(found) ?? [];
  }
}

/**
 * Try candidates in order; those that ran out of budget are tried again with ten times as much, then a few with a
 * hundred times as much. Both together take at most a fourth of the time: most of these candidates never end.
 */
export async function runCandidates(candidates: readonly Scored[], options: RunOptions): Promise<Found> {
  const found = nothingFound();
  const first = firstBudget(options.goal);
  await pass(candidates, first, options, found);
  for (const [index, count] of RETRIED.entries()) {
    const queue = found.slow.slice(0, count);
    const over = options.state.expired || found.rest.length > 0;
    if (queue.length === 0 || found.plausible.length > 0 || over) break;
    found.slow = [];
    const until = performance.now() + options.state.remaining * RETRY_SHARE;
    await pass(
      queue,
      Math.min(first * (index === 0 ? 10 : LAST_FACTOR), LAST_BUDGET),
      { ...options, until },
      found,
    );
    // What did not get its turn here has had one before.
    found.rest = [];
  }
  return found;
}
