import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { explainPatch, summarisePatch } from "./explain.ts";
import type { RepairRequest } from "./request.ts";
import type { OnProgress, Patch, RepairResult } from "./result.ts";
import { type ColdCandidate, coldCandidates } from "./search/cold-candidates.ts";
import { type Ranked, rankPlausible } from "./search/rank.ts";
import type { Plausible, SearchState } from "./search/run-candidates.ts";
import { applyEdits, type Edit, sortEdits } from "./syntax/edits.ts";

const MAX_CANDIDATES = 400;
/** Candidates still tried after the first plausible one, to see whether the tests decide. */
const AFTER_FIRST = 10;
const RUN_MILLISECONDS = 30_000;
const SKIPPED = new Set(["node_modules", ".git", "coverage", "dist", ".next"]);

/** A throwaway copy of the repository; node_modules is linked, not copied. */
function copyRepository(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), "repair-"));
  cpSync(root, copy, { recursive: true, filter: (path) => path === root || !SKIPPED.has(basename(path)) });
  if (existsSync(join(root, "node_modules")))
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

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
  const copy = copyRepository(request.root);
  try {
    if (await testsPass(testCommand, copy))
      return result(state, { status: "no_failing_test", reason: "the test command succeeds" });
    const candidates = coldCandidates(request).slice(0, MAX_CANDIDATES);
    const plausible = await tryAll(candidates, testCommand, copy, state, onProgress);
    const ranked = rankPlausible(plausible, () => false);
    const [best] = ranked;
    if (!best) return result(state, { status: "no_patch", reason });
    const patches = ranked.slice(0, request.maxPatches).map((one) => toPatch(one, candidates, ranked.length));
    return result(state, { status: "fixed", patches, rootCause: explainPatch(best.candidate, []) });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function tryAll(
  candidates: readonly ColdCandidate[],
  testCommand: readonly string[],
  copy: string,
  state: SearchState,
  onProgress: OnProgress,
): Promise<Plausible[]> {
  const plausible: Plausible[] = [];
  let sinceFirst = 0;
  for (const candidate of candidates) {
    if (state.expired || sinceFirst > AFTER_FIRST) break;
    const before = performance.now();
    const write = (text: (file: string, edits: readonly Edit[]) => string): void => {
      for (const { file, edits } of candidate.changes) writeFileSync(join(copy, file), text(file, edits));
    };
    write((file, edits) => applyEdits(candidate.before[file] ?? "", edits));
    const passed = await testsPass(testCommand, copy);
    write((file) => candidate.before[file] ?? "");
    state.tried++;
    state.busySeconds += (performance.now() - before) / 1000;
    state.byOperator[candidate.operator] = (state.byOperator[candidate.operator] ?? 0) + 1;
    const verdict = {
      id: candidate.id,
      outcome: "plausible",
      fixed: [],
      testsPassed: 0,
      testsTotal: 0,
      broken: 0,
    } as const;
    if (passed) plausible.push({ candidate, verdict: { ...verdict, fixed: [] } });
    if (plausible.length > 0) sinceFirst++;
    if (state.tried % 10 === 0)
      onProgress({
        kind: "progress",
        stage: "process",
        message: `${state.tried} candidates tried`,
        tried: state.tried,
      });
  }
  return plausible;
}

function toPatch(
  { candidate, rank }: Ranked,
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
    overfit: false,
    ...(alternatives > 1 && { disagreement: { patches: alternatives } }),
  };
}
