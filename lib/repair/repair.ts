import { explainPatch, summarisePatch } from "./explain.ts";
import { type Prepared, prepare, toFailing } from "./prepare.ts";
import { repairByProcess } from "./process-mode.ts";
import type { RepairRequest } from "./request.ts";
import type { LocaliseResult, OnProgress, Patch, RepairResult } from "./result.ts";
import { oneEditCandidates, type Scored } from "./search/candidates.ts";
import { type Compared, compare } from "./search/compare.ts";
import { amongFirst } from "./search/disagree.ts";
import { hintsFrom } from "./search/hints.ts";
import { missingImports } from "./search/missing-imports.ts";
import { isOverfit, testLiterals } from "./search/overfit.ts";
import { templatesOf } from "./search/past-fixes.ts";
import { type Ranked, settingOf } from "./search/rank.ts";
import {
  type Found,
  nothingFound,
  type RunOptions,
  runCandidates,
  SearchState,
} from "./search/run-candidates.ts";
import { StopGate } from "./search/stop-gate.ts";
import { repairSyntax } from "./search/syntax-stage.ts";
import { synthesise } from "./search/synthesis.ts";
import { complementsOf, Ids, pairsOfBest, pairsOfPartial } from "./search/two-edits.ts";
import { TypeChecker } from "./search/type-check.ts";
import { applyEdits, sortEdits } from "./syntax/edits.ts";

const NOWHERE = { functions: [], lines: [] };
const SYNTHESIS_MILLISECONDS = 10_000;
const silent: OnProgress = () => undefined;

/** Rank the functions and lines the failing tests point at. Starts and stops its own worker. */
export async function localise(
  request: RepairRequest,
  onProgress: OnProgress = silent,
): Promise<LocaliseResult> {
  const started = performance.now();
  const prepared = await prepare(request, onProgress);
  const base: Pick<LocaliseResult, "kind" | "command" | "localisation" | "failing"> = {
    kind: "result",
    command: "localise",
    localisation: NOWHERE,
    failing: [],
  };
  const durationMs = Math.round(performance.now() - started);
  if ("unsupported" in prepared)
    return { ...base, status: "unsupported", reason: prepared.unsupported, durationMs };
  if ("noFailingTest" in prepared)
    return { ...base, status: "no_failing_test", reason: "every test passes", durationMs };
  await prepared.worker.stop();
  return {
    ...base,
    status: "localised",
    localisation: prepared.localisation,
    failing: prepared.failing.map(toFailing),
    durationMs,
  };
}

/**
 * Search for patches that make the failing tests pass and keep all others passing. The caller verifies the patches
 * with the repository's own runner: what is found here is a filter, not a proof.
 */
export async function repair(request: RepairRequest, onProgress: OnProgress = silent): Promise<RepairResult> {
  const started = performance.now();
  const state = new SearchState(request.seconds);
  const prepared = await prepare(request, onProgress);
  if ("noFailingTest" in prepared) return ended(started, "no_failing_test", "every test passes");
  if ("unsupported" in prepared) {
    const parsed = await repairSyntax(request, state, onProgress);
    if (parsed) return { ...ended(started, "no_patch", ""), ...parsed, ...counted(state) };
    const fallback = await repairByProcess(request, prepared.unsupported, state, onProgress);
    return { ...fallback, durationMs: Math.round(performance.now() - started) };
  }
  const checker = new TypeChecker(request.root);
  try {
    const literals = testLiterals(request.root, prepared.failing);
    const found = await search({ prepared, checker, request, literals, state, onProgress });
    const words = `${request.hints} ${prepared.failing.map(({ name }) => name).join(" ")}`;
    const setting = settingOf(
      prepared.files.map(({ source }) => source),
      literals,
      words,
    );
    const compared = await compare(prepared, checker, found.plausible, setting, ({ candidate }) =>
      isOverfit(candidate, literals),
    );
    const { ranked } = compared;
    onProgress({
      kind: "progress",
      stage: "compare",
      message: `${ranked.length} plausible patches`,
      plausible: ranked.length,
    });
    return report(prepared, compared, request.maxPatches, state, started);
  } finally {
    checker.stop();
    await prepared.worker.stop();
  }
}

interface Search {
  prepared: Prepared;
  checker: TypeChecker;
  request: RepairRequest;
  literals: ReadonlySet<string>;
  state: SearchState;
  onProgress: OnProgress;
}

async function search({ prepared, checker, request, literals, state, onProgress }: Search): Promise<Found> {
  const hints = hintsFrom(prepared.failing, request.hints);
  const more = [...hints, ...plainLiterals(literals)];
  const textual = more.filter((hint) => !/^-?\d+(\.\d+)?$/.test(hint) || hints.includes(hint));
  const imports = missingImports(prepared.files, prepared.failing);
  const templates = templatesOf(request.pastFixes);
  const edits = oneEditCandidates(prepared.files, prepared.baseline, textual, templates);
  const one = [...imports, ...edits].map((candidate, id) => ({ ...candidate, id }));
  const texts = new Map(prepared.files.map(({ file, source }) => [file, source.text]));
  const gate = new StopGate(checker, texts, state, (candidate) => isOverfit(candidate, literals));
  const { worker, goal } = prepared;
  const onPlausible = (candidate: Scored): void => gate.note(candidate);
  const options = { worker, goal, state, onProgress, onPlausible };
  const found = nothingFound();
  const done = (): boolean => state.expired || state.resigned || state.firstAt !== undefined;
  const ids = new Ids(one.length);
  const stage = async (
    name: "one-edit" | "synthesis" | "two-edits",
    candidates: readonly Scored[],
    share: number,
    suggest?: RunOptions["suggest"],
  ): Promise<readonly Scored[]> => {
    if (done()) return [];
    const until = performance.now() + state.remaining * share;
    const next = await runCandidates(candidates, {
      ...options,
      stage: name,
      until,
      ...(suggest && { suggest }),
    });
    await gate.settled();
    found.plausible.push(...next.plausible);
    found.partial.push(...next.partial);
    found.nearer.push(...next.nearer);
    return next.rest;
  };
  const goals = prepared.goal.targets.length;
  const together = complementsOf(goals, ids);
  const single = await stage("one-edit", one, 0.35, together);
  const far = done()
    ? []
    : oneEditCandidates(prepared.files, prepared.baseline, textual, templates, "far").map((candidate) => ({
        ...candidate,
        id: ids.next(),
      }));
  const others = await stage("one-edit", far, 0.2, together);
  const synthesised = done() ? [] : await synthesisStage(prepared, more, state, onProgress);
  const made = synthesised.map((candidate) => ({ ...candidate, id: ids.next() }));
  await stage("synthesis", made, 0.5);
  const promising = done() ? [] : pairsOfPartial([...one, ...made], found, goals, ids);
  const pairs = await stage("two-edits", promising, 0.45);
  await stage("one-edit", [...single, ...others], 0.75, together);
  await stage("two-edits", [...pairs, ...(done() ? [] : pairsOfBest(one, ids))], 1);
  return found;
}

/** Literals of the failing tests as hints: without quotes. */
function plainLiterals(literals: ReadonlySet<string>): string[] {
  return [...literals]
    .map((literal) => (literal.startsWith('"') ? String(JSON.parse(literal)) : literal))
    .slice(0, 20);
}

/** At most a third of the time that is left, and ten seconds, scaled like the whole search. */
async function synthesisStage(
  prepared: Prepared,
  hints: readonly string[],
  state: SearchState,
  onProgress: OnProgress,
): Promise<Scored[]> {
  onProgress({
    kind: "progress",
    stage: "synthesis",
    message: "looking for values that would pass",
    tried: state.tried,
  });
  const { worker, files, baseline, goal } = prepared;
  const milliseconds = Math.min(state.remaining / 3, SYNTHESIS_MILLISECONDS);
  return synthesise(worker, files, baseline, goal, hints, milliseconds);
}

function counted(state: SearchState): Pick<RepairResult, "candidates" | "deadlineReached"> {
  const perSecond = state.busySeconds > 0 ? Math.round(state.tried / state.busySeconds) : 0;
  return {
    candidates: { tried: state.tried, perSecond, byOperator: state.byOperator },
    deadlineReached: state.deadlineReached,
  };
}

function ended(started: number, status: RepairResult["status"], reason: string): RepairResult {
  return {
    kind: "result",
    command: "repair",
    status,
    ...(reason && { reason }),
    mode: "warm",
    patches: [],
    localisation: NOWHERE,
    failing: [],
    candidates: { tried: 0, perSecond: 0, byOperator: {} },
    durationMs: Math.round(performance.now() - started),
    deadlineReached: false,
  };
}

function toPatch(ranked: Ranked, prepared: Prepared): Patch {
  const files = ranked.candidate.changes.map(({ file, edits }) => {
    const before = prepared.files.find((next) => next.file === file)?.source.text ?? "";
    return { file, edits: sortEdits(edits), before, after: applyEdits(before, edits) };
  });
  const [first, ...others] = files;
  if (!first) throw new RangeError("A candidate changes at least one file");
  return {
    ...first,
    others,
    unifiedSummary: summarisePatch(ranked.candidate),
    operator: ranked.candidate.operator,
    score: Number(ranked.chance.toFixed(4)),
    testsPassed: ranked.verdict.testsPassed,
    testsTotal: ranked.verdict.testsTotal,
    overfit: ranked.overfit,
  };
}

function report(
  prepared: Prepared,
  { ranked, behaviours, distinction }: Compared,
  maxPatches: number,
  state: SearchState,
  started: number,
): RepairResult {
  const failing = prepared.failing.map(toFailing);
  const [best] = ranked;
  const question = distinction && amongFirst(distinction, maxPatches);
  const none = state.deadlineReached
    ? "no patch was found before the deadline"
    : "no candidate makes the failing tests pass and keeps the others";
  return {
    kind: "result",
    command: "repair",
    status: best ? "fixed" : "no_patch",
    ...(!best && { reason: none }),
    mode: "warm",
    patches: ranked.slice(0, maxPatches).map((one) => ({
      ...toPatch(one, prepared),
      ...(behaviours > 1 && {
        disagreement: { patches: ranked.length, behaviours, ...(question && { distinction: question }) },
      }),
    })),
    ...(best && { rootCause: explainPatch(best.candidate, failing) }),
    localisation: prepared.localisation,
    failing,
    ...counted(state),
    durationMs: Math.round(performance.now() - started),
  };
}
