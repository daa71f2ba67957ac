import { readTestsGoal, type TestsOrder } from "#lib/domain/goals/read-tests-goal.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { recordBranch } from "#lib/domain/runs/record-branch.ts";
import type { TestReport } from "#lib/domain/test-reports/schema.ts";
import { awaitMerge } from "../../meta/await-merge.ts";
import type { RunSession } from "../../run-session.ts";
import { checkQuality, describeQuality } from "../check-quality.ts";
import { builtInRunners } from "../prepare-runner.ts";
import { watchProposal } from "../refactor/watch-proposal.ts";
import { reviewOwnChange } from "../review-own-change.ts";
import { runGreenSuite } from "../run-green-suite.ts";
import { setUp } from "../set-up.ts";
import { markStep } from "../steps.ts";
import { explain } from "../test-suite.ts";
import { cover } from "./cover.ts";
import { proposeTests } from "./propose-tests.ts";
import { verifyAdded } from "./verify-added.ts";

const EXAMPLES =
  'Say for example "Add tests for src/cart.ts", "Write tests for the function total in src/cart.ts" or "Write tests for uncovered code".';

async function chooseTarget(session: RunSession): Promise<TestsOrder | { ending: RunEnding }> {
  const { goalTitle, goalBody } = session.facts;
  const order = readTestsGoal(goalTitle) ?? readTestsGoal(goalBody);
  await markStep(session, "target", { status: "running" });
  if (!order) {
    const message = `The goal does not say what tests are wanted for. ${EXAMPLES}`;
    await markStep(session, "target", { status: "failed", error: { code: "unclear", message } });
    return { ending: { status: "failed", outcome: "unclear", verdict: null, reason: message } };
  }
  const { path, symbol } = order;
  const what = symbol ?? "All that others can call";
  await markStep(session, "target", {
    status: "succeeded",
    summary: `${what} in ${path ?? "the whole repository"}`,
  });
  return order;
}

const NO_TESTS: Omit<TestReport, "command"> = {
  exitCode: 0,
  durationMs: 0,
  timedOut: false,
  outOfMemory: false,
  truncated: false,
  parsed: true,
  cases: [],
  output: "There was no test.",
};

/** The suite before; a repository without any test begins with the language's own runner and nothing. */
async function takeBaseline(session: RunSession): Promise<TestReport | { ending: RunEnding }> {
  const { workspace, facts } = session;
  const builtIn = builtInRunners[facts.languages[0]?.name ?? ""];
  if (!workspace.testCommand && facts.testFiles === 0 && builtIn) {
    Object.assign(workspace, builtIn);
    const summary = `There is no test yet: they are written for "${builtIn.testCommand}".`;
    await markStep(session, "baseline", { status: "succeeded", summary });
    return { command: builtIn.testCommand, ...NO_TESTS };
  }
  const tests = await runGreenSuite(session, "new tests could not be told from broken ones");
  if (!("ending" in tests))
    await markStep(session, "baseline", { status: "succeeded", summary: explain(tests) });
  return tests;
}

const PROOF = "The whole suite passes with the new tests, and each was seen to fail on a changed code.";

/**
 * Writes tests for code that no test covers: of present behaviour, kept only when they pass each time and fail on a
 * changed code. A person approves, as with a fix.
 */
export async function executeTests(session: RunSession): Promise<RunEnding> {
  const unready = await setUp(session);
  if (unready) return unready;
  const order = await chooseTarget(session);
  if ("ending" in order) return order.ending;
  const before = await takeBaseline(session);
  if ("ending" in before) return before.ending;
  const covered = await cover(session, order);
  if ("ending" in covered) return covered.ending;
  const verification = await verifyAdded(session, before, covered);
  if (verification.verdict === "unverified") {
    const { runId } = session.facts;
    session.durable.keep("record-verdict", () =>
      recordBranch(session.context, { runId, branch: null, headSha: null, verdict: "unverified" }),
    );
    const reason = `The new tests do not hold: ${verification.reasons.join(" ")} Nothing was pushed.`;
    return { status: "failed", outcome: "no_fix", verdict: "unverified", reason };
  }
  const open = { plausible: 1, undecided: false, overfit: false, weak: false, proof: PROOF };
  const review = await reviewOwnChange(session, verification.change, "");
  const quality = await checkQuality(session, { verification, open, attempt: 1, review });
  if (quality.score < quality.needed) {
    const reason = `The tests are not proposed: ${quality.needed} points are needed. ${describeQuality(quality)} They are kept on this page; nothing was pushed.`;
    return { status: "failed", outcome: "needs_person", verdict: verification.verdict, reason };
  }
  const proposed = await proposeTests(session, { covered, verification, quality, review, before });
  const watched = await watchProposal(session, proposed, verification.change.flags);
  return watched ?? awaitMerge(session, proposed, verification);
}
