import { recordDecision } from "#lib/domain/decisions/record-decision.ts";
import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { computeVerdict, type VerdictResult } from "#lib/domain/test-reports/compute-verdict.ts";
import { countCases, type TestReport } from "#lib/domain/test-reports/schema.ts";
import { flagPaths } from "#lib/tools/policy.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { keepTestReport, runSuite } from "./reproduce.ts";
import { markStep } from "./steps.ts";

export interface Change {
  patch: string;
  files: { path: string; additions: number; deletions: number }[];
  flags: string[];
}

export interface Verification extends VerdictResult {
  change: Change;
  after: TestReport;
}

/** Files and line counts of a unified patch. */
export function describePatch(patch: string): Change {
  const files = patch
    .split(/^diff --git /m)
    .slice(1)
    .map((part) => {
      const path = /^a\/.+? b\/(.+)$/m.exec(part)?.[1] ?? "";
      const lines = part.split("\n").filter((line) => !/^(\+\+\+|---) /.test(line));
      return {
        path,
        additions: lines.filter((line) => line.startsWith("+")).length,
        deletions: lines.filter((line) => line.startsWith("-")).length,
      };
    });
  return { patch, files, flags: flagPaths(files.map((file) => file.path)) };
}

async function keepVerification(
  session: RunSession,
  before: TestReport,
  result: Verification,
  tree: string,
): Promise<void> {
  const { context, facts } = session;
  const { change, after, verdict, reasons } = result;
  await recordEvidence(context, {
    runId: facts.runId,
    evidence: {
      key: "diff",
      kind: "diff",
      title: "Change",
      data: {
        patch: change.patch.slice(0, 400_000),
        files: change.files,
        summary: change.files
          .slice(0, 3)
          .map((file) => file.path)
          .join(", "),
      },
    },
  });
  await recordEvidence(context, {
    runId: facts.runId,
    evidence: {
      key: "verification",
      kind: "verification",
      title: "Verification",
      data: {
        verdict,
        reasons,
        treeSha: tree,
        checkedAt: context.clock.now().toISOString(),
        before: countCases(before.cases),
        after: countCases(after.cases),
        flags: change.flags,
      },
    },
  });
  await recordDecision(context, {
    runId: facts.runId,
    decision: {
      key: "verdict",
      madeBy: "Verification",
      decision: `The result is ${verdict.replaceAll("_", " ")}`,
      rationale: reasons.join(" ").slice(0, 2_000),
      confidence: 1,
    },
  });
}

/** Runs the whole suite on the last edit and computes how far the change is proven. */
export async function verify(
  session: RunSession,
  before: TestReport,
  attempt: number,
): Promise<Verification> {
  const { context, workspace } = session;
  await markStep(session, "verify", { status: "running" }, `-${attempt}`);
  const tested = workspace.head;
  const after = await runSuite(session, "verify");
  await keepTestReport(session, after, "after");
  const { patch } = await perform(
    session,
    { stepKey: "verify", name: "show_diff", input: { base: workspace.base, head: tested } },
    async () => ({
      patch: await context.ports.forge.diff(workspace.repository, workspace.base, workspace.head),
    }),
  );
  const change = describePatch(patch);
  const result: Verification = {
    ...computeVerdict({
      before,
      after,
      targets: workspace.targets,
      testedTree: tested,
      finalTree: workspace.head,
      changedPaths: change.files.map((file) => file.path),
    }),
    change,
    after,
  };
  await session.durable.run(`keep-verification-${attempt}`, () =>
    keepVerification(session, before, result, tested),
  );
  await markStep(
    session,
    "verify",
    {
      status: result.verdict === "unverified" ? "failed" : "succeeded",
      summary: `${result.verdict}: ${result.reasons.at(-1) ?? ""}`,
    },
    `-${attempt}`,
  );
  return result;
}
