import { explainPatch, summarisePatch } from "./explain.ts";
import { type Prepared, prepare, toFailing } from "./prepare.ts";
import { repairByProcess } from "./process-mode.ts";
import type { RepairRequest } from "./request.ts";
import type { LocaliseResult, OnProgress, Patch, RepairResult } from "./result.ts";
import { type Compared, compare } from "./search/compare.ts";
import { amongFirst } from "./search/disagree.ts";
import { Neighbours } from "./search/neighbourhood.ts";
import { isOverfit, testLiterals } from "./search/overfit.ts";
import { type Ranked, settingOf } from "./search/rank.ts";
import { SearchState } from "./search/run-candidates.ts";
import { searchPatches } from "./search/search-patches.ts";
import { repairSyntax } from "./search/syntax-stage.ts";
import { TypeChecker } from "./search/type-check.ts";
import { applyEdits, sortEdits } from "./syntax/edits.ts";

const NOWHERE = { functions: [], lines: [] };
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
    const neighbours = new Neighbours(request.root, prepared.files, request.testFiles);
    const found = await searchPatches({
      prepared,
      checker,
      request,
      neighbours,
      literals,
      state,
      onProgress,
    });
    const words = `${request.hints} ${prepared.failing.map(({ name }) => name).join(" ")}`;
    const setting = settingOf(
      prepared.files.map(({ source }) => source),
      literals,
      words,
      neighbours.textsBeside(prepared.files.map(({ file }) => file)),
    );
    const compared = await compare(prepared, checker, found.plausible, setting, ({ candidate }) =>
      isOverfit(candidate, literals, neighbours),
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
