import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { explainPatch, summarisePatch } from "./explain.ts";
import type { RepairRequest } from "./request.ts";
import type { OnProgress, Patch, RepairResult } from "./result.ts";
import { coldCandidates } from "./search/cold-candidates.ts";
import { rankPlausible } from "./search/rank.ts";
import type { Plausible, SearchState } from "./search/run-candidates.ts";
import { applyEdits, sortEdits } from "./syntax/edits.ts";

const MAX_CANDIDATES = 400;
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
    const plausible: Plausible[] = [];
    for (const candidate of candidates) {
      if (state.expired || plausible.length >= 3) break;
      const before = performance.now();
      for (const { file, edits } of candidate.changes)
        writeFileSync(join(copy, file), applyEdits(candidate.before[file] ?? "", edits));
      const passed = await testsPass(testCommand, copy);
      for (const { file } of candidate.changes) writeFileSync(join(copy, file), candidate.before[file] ?? "");
      state.tried++;
      state.busySeconds += (performance.now() - before) / 1000;
      state.byOperator[candidate.operator] = (state.byOperator[candidate.operator] ?? 0) + 1;
      if (passed)
        plausible.push({
          candidate,
          verdict: {
            id: candidate.id,
            outcome: "plausible",
            fixed: [],
            testsPassed: 0,
            testsTotal: 0,
            broken: 0,
          },
        });
      if (state.tried % 10 === 0)
        onProgress({
          kind: "progress",
          stage: "process",
          message: `${state.tried} candidates tried`,
          tried: state.tried,
        });
    }
    const ranked = rankPlausible(plausible, () => false);
    const patches = ranked.slice(0, request.maxPatches).map(({ candidate, rank }): Patch => {
      const [change] = candidate.changes;
      if (!change) throw new RangeError("A candidate changes at least one file");
      const text = candidates.find((next) => next.id === candidate.id)?.before[change.file] ?? "";
      return {
        file: change.file,
        edits: sortEdits(change.edits),
        before: text,
        after: applyEdits(text, change.edits),
        others: [],
        unifiedSummary: summarisePatch(candidate),
        operator: candidate.operator,
        score: Number(rank.toFixed(4)),
        testsPassed: 0,
        testsTotal: 0,
        overfit: false,
        ...(ranked.length > 1 && { disagreement: { patches: ranked.length, inputs: [] } }),
      };
    });
    const [best] = ranked;
    if (!best) return result(state, { status: "no_patch", reason });
    return result(state, { status: "fixed", patches, rootCause: explainPatch(best.candidate, []) });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
