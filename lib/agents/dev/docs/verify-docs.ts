import type { Documentation } from "#lib/domain/evidence/schema.ts";
import { computeDocumented } from "#lib/domain/test-reports/compute-documented.ts";
import type { TestReport } from "#lib/domain/test-reports/schema.ts";
import { perform } from "../../perform.ts";
import type { RunSession } from "../../run-session.ts";
import { markStep } from "../steps.ts";
import { keepTestReport, runSuite } from "../test-suite.ts";
import { describePatch, keepVerification, type Verification } from "../verify.ts";

const NOTHING_RAN: TestReport = {
  command: "",
  exitCode: null,
  durationMs: 0,
  timedOut: false,
  outOfMemory: false,
  truncated: false,
  parsed: false,
  cases: [],
  output: "",
};

/** Runs the suite on the updated documents and computes how far the update is proven. */
export async function verifyDocs(session: RunSession, evidence: Documentation): Promise<Verification> {
  const { context, workspace } = session;
  await markStep(session, "verify", { status: "running" });
  const tested = workspace.head;
  const report = workspace.testCommand ? await runSuite(session, "verify") : null;
  if (report) await keepTestReport(session, report, "after");
  const diff = { stepKey: "verify", name: "show_diff", input: { base: workspace.base, head: tested } };
  const { patch } = await perform(session, diff, async () => ({
    patch: await context.ports.forge.diff(workspace.repository, workspace.base, tested),
  }));
  const change = describePatch(patch);
  const verdict = computeDocumented({
    after: report,
    testedTree: tested,
    finalTree: workspace.head,
    changedPaths: change.files.map(({ path }) => path),
    checked: evidence.checked,
    examples: evidence.examples,
  });
  const after = report ?? NOTHING_RAN;
  const result: Verification = { ...verdict, change, after };
  session.durable.keep("keep-verification", () => keepVerification(session, after, result, tested));
  const status = result.verdict === "unverified" ? "failed" : "succeeded";
  await markStep(session, "verify", { status, summary: `${result.verdict}: ${result.reasons[0] ?? ""}` });
  return result;
}
