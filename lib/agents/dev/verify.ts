import { recordDecision } from "#lib/domain/decisions/record-decision.ts";
import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { computeVerdict, type VerdictResult } from "#lib/domain/test-reports/compute-verdict.ts";
import { countCases, type TestReport } from "#lib/domain/test-reports/schema.ts";
import { flagPaths, isTestPath } from "#lib/tools/policy.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { describePart } from "./narrow-suite.ts";
import { keepReproduction, type Reproduction } from "./reproduction.ts";
import { markStep } from "./steps.ts";
import { keepTestReport, runSuite } from "./test-suite.ts";

export interface Change {
  patch: string;
  files: { path: string; additions: number; deletions: number }[];
  flags: string[];
}

export interface Verification extends VerdictResult {
  change: Change;
  after: TestReport;
}

/** The written tests that stand at the head as they were seen to fail: nobody has to look at them twice. */
async function untouchedTests(session: RunSession, { written }: Reproduction): Promise<string[]> {
  if (written.length === 0) return [];
  const { context, workspace } = session;
  const same = await perform(
    session,
    { stepKey: "verify", name: "compare_reproduction", input: { paths: written.map(({ path }) => path) } },
    async () => {
      const paths: string[] = [];
      for (const { path, content } of written) {
        const bytes = await context.ports.forge.readBlob(workspace.repository, workspace.head, path);
        if (bytes && new TextDecoder().decode(bytes) === content) paths.push(path);
      }
      return { paths };
    },
  );
  return same.paths;
}

/** Files and line counts of a unified patch; `written` are new tests of the platform itself. */
export function describePatch(patch: string, written: string[] = []): Change {
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
  const paths = files.map((file) => file.path).filter((path) => !written.includes(path));
  return { patch, files, flags: flagPaths(paths) };
}

/** Keeps the diff, the verdict and the decision of a verified tree as evidence. */
export async function keepVerification(
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
  reproduction: Reproduction,
  attempt: number,
  /** What the tests leave open, one sentence each. */
  open: string[] = [],
): Promise<Verification> {
  const { context, workspace } = session;
  const { before } = reproduction;
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
  const written = await untouchedTests(session, reproduction);
  const change = describePatch(patch, written);
  const paths = change.files.map((file) => file.path).filter((path) => !written.includes(path));
  const result: Verification = {
    ...computeVerdict({
      before,
      after,
      targets: workspace.targets,
      testedTree: tested,
      finalTree: workspace.head,
      changedPaths: paths,
      changedTests: paths.filter(isTestPath),
      flaky: reproduction.flaky,
      open,
      part: describePart(session),
    }),
    change,
    after,
  };
  await keepReproduction(session, reproduction, after, `after-${attempt}`);
  session.durable.keep(`keep-verification-${attempt}`, () =>
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
