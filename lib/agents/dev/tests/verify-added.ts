import { computeAdded } from "#lib/domain/test-reports/compute-added.ts";
import type { TestReport } from "#lib/domain/test-reports/schema.ts";
import { isTestPath } from "#lib/tools/policy.ts";
import { perform } from "../../perform.ts";
import type { RunSession } from "../../run-session.ts";
import { markStep } from "../steps.ts";
import { keepTestReport, runSuite } from "../test-suite.ts";
import { describePatch, keepVerification, type Verification } from "../verify.ts";
import type { Covered } from "./cover.ts";

/** Runs the whole suite with the new tests and computes how far they are proven. */
export async function verifyAdded(
  session: RunSession,
  before: TestReport,
  { written }: Covered,
): Promise<Verification> {
  const { context, workspace } = session;
  await markStep(session, "verify", { status: "running" });
  const tested = workspace.head;
  const after = await runSuite(session, "verify");
  await keepTestReport(session, after, "after");
  const diff = { stepKey: "verify", name: "show_diff", input: { base: workspace.base, head: tested } };
  const { patch } = await perform(session, diff, async () => ({
    patch: await context.ports.forge.diff(workspace.repository, workspace.base, tested),
  }));
  const own = written.map(({ path }) => path);
  const change = describePatch(patch, own);
  const paths = change.files.map(({ path }) => path);
  const verdict = computeAdded({
    before,
    after,
    testedTree: tested,
    finalTree: workspace.head,
    changedPaths: paths,
    changedTests: paths.filter((path) => isTestPath(path) && !own.includes(path)),
    added: written,
  });
  const result: Verification = { ...verdict, change, after };
  session.durable.keep("keep-verification", () => keepVerification(session, before, result, tested));
  const status = result.verdict === "unverified" ? "failed" : "succeeded";
  await markStep(session, "verify", { status, summary: `${result.verdict}: ${result.reasons.at(-1) ?? ""}` });
  return result;
}
