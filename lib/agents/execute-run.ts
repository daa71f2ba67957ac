import type { Context } from "#lib/domain/context.ts";
import { beginRun } from "#lib/domain/runs/begin-run.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { loadRunFacts } from "#lib/domain/runs/load-run-facts.ts";
import { recordBranch } from "#lib/domain/runs/record-branch.ts";
import { AppError } from "#lib/errors.ts";
import { executeDocs } from "./dev/docs/execute-docs.ts";
import { fixUntilProven } from "./dev/fix-until-proven.ts";
import { parseIssue } from "./dev/parse-issue.ts";
import { proposeChange } from "./dev/propose-change.ts";
import { recallFixes } from "./dev/recall-fixes.ts";
import { executeRefactoring } from "./dev/refactor/execute-refactoring.ts";
import { faultyDependency, reproduce } from "./dev/reproduce.ts";
import { executeReview } from "./dev/review/execute-review.ts";
import { setUp } from "./dev/set-up.ts";
import { announceSteps, kindOf } from "./dev/steps.ts";
import { executeTests } from "./dev/tests/execute-tests.ts";
import { watchChecks } from "./dev/watch-checks.ts";
import type { Durable } from "./durable.ts";
import { awaitMerge } from "./meta/await-merge.ts";
import { type RunSession, startSession } from "./run-session.ts";

/** Calls of planning come first in the timeline; those of the run are numbered from here. */
export const FIRST_RUN_CALL = 100;

/** Loads the run and opens a session on the commit that its base branch stands at. */
export async function openSession(context: Context, durable: Durable, runId: string): Promise<RunSession> {
  const loaded = await durable.run("load", async () => {
    const facts = await loadRunFacts(context, runId);
    const ref = { tenantId: context.tenantId, repositoryId: facts.repositoryId };
    const base = await context.ports.forge.resolve(ref, facts.defaultBranch);
    if (!base)
      throw new AppError("unprocessable", `The branch ${facts.defaultBranch} does not exist any more.`);
    await beginRun(context, { runId, baseSha: base });
    return { facts, base };
  });
  return startSession({ context, durable, ...loaded });
}

/** Carries out a planned run by what its plan takes the goal for. */
export async function executeRun(session: RunSession): Promise<RunEnding> {
  await announceSteps(session);
  const works = {
    review: executeReview,
    refactor: executeRefactoring,
    tests: executeTests,
    docs: executeDocs,
    fix: executeFix,
  };
  return works[kindOf(session)](session);
}

/**
 * Carries out a planned fix from the sandbox to the merge and returns how it ends. Everything that has
 * an effect is a durable step; the code between may run again at any time.
 */
async function executeFix(session: RunSession): Promise<RunEnding> {
  const unready = await setUp(session);
  if (unready) return unready;
  const issue = await parseIssue(session);
  const reproduced = await reproduce(session, issue);
  if ("ending" in reproduced) return reproduced.ending;
  const { reproduction } = reproduced;
  await recallFixes(session);
  const proven = await fixUntilProven(session, reproduction, {
    note: faultyDependency(issue, reproduction),
  });
  if ("ending" in proven) {
    const { ending } = proven;
    const verdict = ending.verdict ?? "unverified";
    session.durable.keep("record-verdict", () =>
      recordBranch(session.context, { runId: session.facts.runId, branch: null, headSha: null, verdict }),
    );
    return ending;
  }
  const change = await proposeChange(session, { reproduction, ...proven });
  const watched = await watchChecks(session, reproduction, { proven, change });
  if ("ending" in watched) return watched.ending;
  return awaitMerge(session, watched.change, watched.proven.verification);
}
