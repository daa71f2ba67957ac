import type { ModelMessage } from "ai";
import type { Context } from "#lib/domain/context.ts";
import type { ChecksResult } from "#lib/domain/pull-requests/read-checks-result.ts";
import { beginRun } from "#lib/domain/runs/begin-run.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { loadRunFacts } from "#lib/domain/runs/load-run-facts.ts";
import { recordBranch } from "#lib/domain/runs/record-branch.ts";
import { AppError } from "#lib/errors.ts";
import { addTests } from "./dev/add-tests.ts";
import { awaitChecks } from "./dev/await-checks.ts";
import { type FixResult, fix } from "./dev/fix.ts";
import { parseIssue } from "./dev/parse-issue.ts";
import { proposeChange } from "./dev/propose-change.ts";
import { faultyDependency, reproduce } from "./dev/reproduce.ts";
import type { Reproduction } from "./dev/reproduction.ts";
import { setUp } from "./dev/set-up.ts";
import { announceSteps } from "./dev/steps.ts";
import { type Verification, verify } from "./dev/verify.ts";
import type { Durable } from "./durable.ts";
import { awaitMerge } from "./meta/await-merge.ts";
import { type RunSession, startSession } from "./run-session.ts";

/** Calls of planning come first in the timeline; those of the run are numbered from here. */
export const FIRST_RUN_CALL = 100;

/** How often a fix that verification refuses is replaced by another. */
const MAX_ATTEMPTS = 3;

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

interface Proven {
  verification: Verification;
  fixed: FixResult;
}

/** Fixes and verifies until the result counts, or says honestly that there is none. */
async function fixUntilProven(
  session: RunSession,
  reproduction: Reproduction,
  dependency: string | null,
): Promise<Proven | { ending: RunEnding }> {
  let messages: ModelMessage[] = [];
  let refused: Verification | null = null;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const fixed = await fix(session, attempt, messages);
    if (!fixed.changed) {
      const why = [...(refused?.reasons ?? []), fixed.text, ...(dependency ? [dependency] : [])].join(" ");
      return {
        ending: {
          status: "failed",
          outcome: "no_fix",
          verdict: "unverified",
          reason: `${why} The failing tests and the places they point to are kept as evidence; nothing was pushed.`,
        },
      };
    }
    await addTests(session, reproduction, attempt);
    const verification = await verify(session, reproduction, attempt);
    if (verification.verdict !== "unverified") return { verification, fixed };
    refused = verification;
    messages = [
      ...fixed.messages,
      {
        role: "user",
        content: `The platform's own run refuses this result: ${verification.reasons.join(" ")} Try something else.`,
      },
    ];
  }
  return {
    ending: {
      status: "failed",
      outcome: "no_fix",
      verdict: "unverified",
      reason: `${MAX_ATTEMPTS} fixes were tried and refused: ${refused?.reasons.join(" ") ?? ""} Nothing was pushed.`,
    },
  };
}

/**
 * CI passed, or fails only on the tests that failed before the change as well: the verdict is "partly"
 * then, the risk high, and a person may still want the merge.
 */
function isAcceptable(checks: ChecksResult, verification: Verification): boolean {
  if (checks.status === "passed") return true;
  return verification.verdict === "partly" && checks.failed.every((name) => name === "tests");
}

/**
 * Carries out a planned run from the sandbox to the merge and returns how it ends. Everything that has
 * an effect is a durable step; the code between may run again at any time.
 */
export async function executeRun(session: RunSession): Promise<RunEnding> {
  await announceSteps(session);
  const unready = await setUp(session);
  if (unready) return unready;
  const issue = await parseIssue(session);
  const reproduced = await reproduce(session, issue);
  if ("ending" in reproduced) return reproduced.ending;
  const { reproduction } = reproduced;
  const proven = await fixUntilProven(session, reproduction, faultyDependency(issue, reproduction));
  if ("ending" in proven) {
    await session.durable.run("record-verdict", () =>
      recordBranch(session.context, {
        runId: session.facts.runId,
        branch: null,
        headSha: null,
        verdict: "unverified",
      }),
    );
    return proven.ending;
  }
  const change = await proposeChange(session, { reproduction, ...proven });
  const checks = await awaitChecks(session, change);
  if (!checks || !isAcceptable(checks, proven.verification)) {
    const why = checks ? `CI fails (${checks.failed.join(", ")})` : "CI gave no result";
    return {
      status: "failed",
      outcome: "needs_person",
      verdict: null,
      reason: `${why} on pull request #${change.number}. The branch ${change.branch} stays.`,
    };
  }
  return awaitMerge(session, change, proven.verification);
}
