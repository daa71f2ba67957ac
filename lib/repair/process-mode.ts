import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyRepository } from "./copy-repository.ts";
import { explainPatch, summarisePatch } from "./explain.ts";
import type { RepairRequest } from "./request.ts";
import type { OnProgress, Patch, RepairResult } from "./result.ts";
import { type ColdCandidate, coldCandidates } from "./search/cold-candidates.ts";
import { isOverfit, testLiterals } from "./search/overfit.ts";
import { type Ranked, rankPlausible, settingOf } from "./search/rank.ts";
import type { Plausible, SearchState } from "./search/run-candidates.ts";
import { applyEdits, type Edit, sortEdits } from "./syntax/edits.ts";

const MAX_CANDIDATES = 400;
/** Candidates still tried after the first plausible one, to see whether the tests decide. */
const AFTER_FIRST = 10;
/** Test commands that run at the same time. */
const LANES = 2;
const RUN_MILLISECONDS = 30_000;
/** Run the test command; true when it exits with 0. Cut after half a minute. */
function testsPass(command: readonly string[], cwd: string): Promise<boolean> {
  const [program, ...parameters] = command;
  if (!program) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { cwd, stdio: "ignore", detached: true });
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, RUN_MILLISECONDS);
    child.on("error", () => resolve(false));
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

function result(state: SearchState, fields: Partial<RepairResult>): RepairResult {
  return {
    kind: "result",
    command: "repair",
    status: "unsupported",
    mode: "process",
    patches: [],
    localisation: { functions: [], lines: [] },
    failing: [],
    candidates: {
      tried: state.tried,
      perSecond: state.busySeconds > 0 ? Number((state.tried / state.busySeconds).toFixed(1)) : 0,
      byOperator: state.byOperator,
    },
    durationMs: 0,
    deadlineReached: state.deadlineReached,
    ...fields,
  };
}

/**
 * The slow way for tests the warm worker can't run: the repository's own test command once per candidate, on a copy.
 * Only the exit code is read, so all tests of the command have to pass.
 */
export async function repairByProcess(
  request: RepairRequest,
  reason: string,
  state: SearchState,
  onProgress: OnProgress,
): Promise<RepairResult> {
  const { testCommand } = request;
  if (!testCommand || testCommand.length === 0)
    return result(state, {
      reason: `${reason}. Give testCommand to let the repository's own runner judge candidates.`,
    });
  const copies = [copyRepository(request.root)];
  const [copy = ""] = copies;
  try {
    if (await testsPass(testCommand, copy))
      return result(state, { status: "no_failing_test", reason: "the test command succeeds" });
    const candidates = coldCandidates(request).slice(0, MAX_CANDIDATES);
    for (let lane = 1; lane < LANES; lane++) copies.push(copyRepository(request.root));
    const plausible = await tryAll(candidates, testCommand, copies, state, onProgress);
    const literals = testLiterals(request.root, request.failingTests);
    const words = `${request.hints} ${request.failingTests.map(({ name }) => name).join(" ")}`;
    const setting = settingOf(
      plausible.flatMap(({ candidate }) => candidate.parts.map(({ site }) => site.context.source)),
      literals,
      words,
    );
    const ranked = rankPlausible(plausible, setting, ({ candidate }) => isOverfit(candidate, literals));
    const [best] = ranked;
    if (!best) return result(state, { status: "no_patch", reason });
    const patches = ranked.slice(0, request.maxPatches).map((one) => toPatch(one, candidates, ranked.length));
    return result(state, { status: "fixed", patches, rootCause: explainPatch(best.candidate, []) });
  } finally {
    for (const made of copies) rmSync(made, { recursive: true, force: true });
  }
}

/** All candidates in order, a few at a time, each lane on its own copy. */
async function tryAll(
  candidates: readonly ColdCandidate[],
  testCommand: readonly string[],
  copies: readonly string[],
  state: SearchState,
  onProgress: OnProgress,
): Promise<Plausible[]> {
  const plausible: Plausible[] = [];
  let next = 0;
  let sinceFirst = 0;
  const lane = async (copy: string): Promise<void> => {
    for (let candidate = candidates[next++]; candidate; candidate = candidates[next++]) {
      if (state.expired || sinceFirst > AFTER_FIRST) return;
      const before = performance.now();
      const passed = await tryOne(candidate, testCommand, copy);
      state.tried++;
      state.busySeconds += (performance.now() - before) / 1000 / copies.length;
      state.byOperator[candidate.operator] = (state.byOperator[candidate.operator] ?? 0) + 1;
      // A run that passed once may have been luck: believe it when it passes again.
      if (passed && (await tryOne(candidate, testCommand, copy)))
        plausible.push({ candidate, verdict: { ...PASSED, id: candidate.id, fixed: [] } });
      if (plausible.length > 0) sinceFirst++;
      if (state.tried % 10 === 0)
        onProgress({
          kind: "progress",
          stage: "process",
          message: `${state.tried} candidates tried`,
          tried: state.tried,
          plausible: plausible.length,
        });
    }
  };
  await Promise.all(copies.map(lane));
  return plausible;
}

const PASSED = { outcome: "plausible", testsPassed: 0, testsTotal: 0, broken: 0 } as const;

async function tryOne(
  candidate: ColdCandidate,
  testCommand: readonly string[],
  copy: string,
): Promise<boolean> {
  const write = (text: (file: string, edits: readonly Edit[]) => string): void => {
    for (const { file, edits } of candidate.changes) writeFileSync(join(copy, file), text(file, edits));
  };
  write((file, edits) => applyEdits(candidate.before[file] ?? "", edits));
  const passed = await testsPass(testCommand, copy);
  write((file) => candidate.before[file] ?? "");
  return passed;
}

function toPatch(
  { candidate, rank, overfit }: Ranked,
  candidates: readonly ColdCandidate[],
  alternatives: number,
): Patch {
  const [change] = candidate.changes;
  if (!change) throw new RangeError("A candidate changes at least one file");
  const before = candidates.find((next) => next.id === candidate.id)?.before[change.file] ?? "";
  return {
    file: change.file,
    edits: sortEdits(change.edits),
    before,
    after: applyEdits(before, change.edits),
    others: [],
    unifiedSummary: summarisePatch(candidate),
    operator: candidate.operator,
    score: Number(rank.toFixed(4)),
    testsPassed: 0,
    testsTotal: 0,
    overfit,
    ...(alternatives > 1 && { disagreement: { patches: alternatives } }),
  };
}
