import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { recordBranch } from "#lib/domain/runs/record-branch.ts";
import { awaitMerge } from "../../meta/await-merge.ts";
import type { RunSession } from "../../run-session.ts";
import { checkQuality, describeQuality } from "../check-quality.ts";
import { reviewOwnChange } from "../review-own-change.ts";
import { runGreenSuite } from "../run-green-suite.ts";
import { setUp } from "../set-up.ts";
import { markStep } from "../steps.ts";
import { explain } from "../test-suite.ts";
import { type Applied, applyOrder } from "./apply-order.ts";
import { chooseTarget, type Target } from "./choose-target.ts";
import { proposeRefactoring } from "./propose-refactoring.ts";
import { askCompilers, type Baseline, verifyPreserved } from "./verify-preserved.ts";
import { watchProposal } from "./watch-proposal.ts";

const ended = (outcome: RunEnding["outcome"], reason: string): RunEnding => ({
  status: outcome === "no_change" ? "succeeded" : "failed",
  outcome,
  verdict: outcome === "no_change" || outcome === "unclear" ? null : "unverified",
  reason,
});

/** Green tests and what the type checker says: what the tests don't hold can't be shown to be kept. */
async function takeBaseline(session: RunSession, paths: string[]): Promise<Baseline | { ending: RunEnding }> {
  const tests = await runGreenSuite(session, "nothing could show that the behaviour is kept");
  if ("ending" in tests) return tests;
  const errors = await askCompilers(session, "baseline", paths);
  const summary = `${explain(tests)} The type checker finds ${errors.length} ${errors.length === 1 ? "error" : "errors"}.`;
  await markStep(session, "baseline", { status: "succeeded", summary });
  return { tests, errors };
}

async function change(session: RunSession, target: Target): Promise<Applied | { ending: RunEnding }> {
  await markStep(session, "refactor", { status: "running" });
  const applied = await applyOrder(session, target);
  if (typeof applied === "string") {
    await markStep(session, "refactor", { status: "failed", error: { code: "refused", message: applied } });
    return { ending: ended("unclear", `${applied} Nothing was changed.`) };
  }
  await markStep(session, "refactor", { status: "succeeded", summary: applied.summary });
  if (applied.changed) return applied;
  const kept = applied.kept.length > 0 ? ` ${applied.kept.slice(0, 5).join(" ")}` : "";
  return { ending: ended("no_change", `There is nothing to change. ${applied.summary}${kept}`) };
}

/** Languages that the compilers are asked about: those of the files that may change. */
const PROBES = ["any.ts", "any.js", "any.py"];

async function keepVerdict(session: RunSession): Promise<void> {
  await session.durable.run("record-verdict", () =>
    recordBranch(session.context, {
      runId: session.facts.runId,
      branch: null,
      headSha: null,
      verdict: "unverified",
    }),
  );
}

/**
 * Carries out a change of form: rename, extract, remove what nothing uses. All tests pass before and after, the type
 * checker says nothing new, and a person approves, as with a fix.
 */
export async function executeRefactoring(session: RunSession): Promise<RunEnding> {
  const unready = await setUp(session);
  if (unready) return unready;
  await markStep(session, "target", { status: "running" });
  const chosen = await chooseTarget(session);
  if ("question" in chosen) {
    const error = { code: "unclear", message: chosen.question };
    await markStep(session, "target", { status: "failed", error });
    return ended("unclear", chosen.question);
  }
  const { target } = chosen;
  await markStep(session, "target", { status: "succeeded", summary: describeTarget(target) });
  const baseline = await takeBaseline(session, PROBES);
  if ("ending" in baseline) return baseline.ending;
  const applied = await change(session, target);
  if ("ending" in applied) return applied.ending;
  const verification = await verifyPreserved(session, { baseline, target, applied });
  if (verification.verdict === "unverified") {
    await keepVerdict(session);
    return ended(
      "no_fix",
      `The change does not keep the behaviour: ${verification.reasons.join(" ")} Nothing was pushed.`,
    );
  }
  const open = {
    plausible: 1,
    undecided: false,
    overfit: false,
    weak: false,
    proof: "The whole suite passes, as before.",
  };
  const review = await reviewOwnChange(session, verification.change, "");
  const quality = await checkQuality(session, { verification, open, attempt: 1, review });
  if (quality.score < quality.needed)
    return {
      ...ended(
        "needs_person",
        `The change is not proposed: ${quality.needed} points are needed. ${describeQuality(quality)} It is kept on this page; nothing was pushed.`,
      ),
      verdict: verification.verdict,
    };
  const proposed = await proposeRefactoring(session, {
    applied,
    verification,
    quality,
    review,
    before: baseline.tests,
  });
  const watched = await watchProposal(session, proposed, verification.change.flags);
  return watched ?? awaitMerge(session, proposed, verification);
}

function describeTarget(target: Target): string {
  if (target.kind === "rename")
    return `${target.symbol} at ${target.path}:${target.line} becomes ${target.newName}`;
  if (target.kind === "extract")
    return `Lines ${target.first}-${target.last} of ${target.path} become ${target.name}`;
  return `What nothing uses${target.symbol ? ` (${target.symbol})` : ""}${target.path ? ` in ${target.path}` : ""}`;
}
