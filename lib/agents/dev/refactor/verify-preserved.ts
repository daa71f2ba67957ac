import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { computePreserved } from "#lib/domain/test-reports/compute-preserved.ts";
import type { TestReport } from "#lib/domain/test-reports/schema.ts";
import { type CompilerError, onlyNew, treeErrors } from "#lib/tools/new-diagnostics.ts";
import { isTestPath } from "#lib/tools/policy.ts";
import { openWorkspace } from "../../open-workspace.ts";
import { perform } from "../../perform.ts";
import type { RunSession } from "../../run-session.ts";
import { markStep } from "../steps.ts";
import { keepTestReport, runSuite } from "../test-suite.ts";
import { describePatch, keepVerification, type Verification } from "../verify.ts";
import type { Applied } from "./apply-order.ts";
import type { Target } from "./choose-target.ts";

export interface Baseline {
  tests: TestReport;
  errors: CompilerError[];
}

/** What the type checkers say of the tree as it stands. */
export async function askCompilers(
  session: RunSession,
  stepKey: string,
  paths: string[],
): Promise<CompilerError[]> {
  const result = await perform(
    session,
    { stepKey, name: "type_errors", input: { commit: session.workspace.head } },
    async () => {
      const errors = await treeErrors(await openWorkspace(session), paths);
      return { errors: errors.slice(0, 2_000) };
    },
  );
  return result.errors;
}

/** Errors whose words differ only by the new name are the old ones. */
function renamedBack(errors: CompilerError[], target: Target): CompilerError[] {
  if (target.kind !== "rename") return errors;
  return errors.map((error) => ({
    ...error,
    message: error.message.replaceAll(target.newName, target.symbol),
  }));
}

/** Test files in which nothing but the name differs: nobody has to look at them twice. */
async function onlyRenamed(session: RunSession, target: Target, paths: string[]): Promise<string[]> {
  if (target.kind !== "rename") return [];
  const { context, workspace } = session;
  const tests = paths.filter(isTestPath);
  if (tests.length === 0) return [];
  const same = await perform(
    session,
    { stepKey: "verify", name: "compare_names", input: { paths: tests } },
    async () => {
      const read = async (commit: string, path: string) =>
        new TextDecoder().decode(
          (await context.ports.forge.readBlob(workspace.repository, commit, path)) ?? new Uint8Array(),
        );
      const word = (name: string) => new RegExp(`(?<![\\w$])${name.replace(/\$/g, "\\$&")}(?![\\w$])`, "g");
      const found: string[] = [];
      for (const path of tests) {
        const [before, after] = [await read(workspace.base, path), await read(workspace.head, path)];
        if (
          before.replace(word(target.symbol), target.newName) ===
          after.replace(word(target.symbol), target.newName)
        )
          found.push(path);
      }
      return { paths: found };
    },
  );
  return same.paths;
}

/** Runs the suite and the type checker on the last edit and computes whether the behaviour is kept. */
export async function verifyPreserved(
  session: RunSession,
  input: { baseline: Baseline; target: Target; applied: Applied },
): Promise<Verification> {
  const { context, workspace, facts } = session;
  const { baseline, target, applied } = input;
  await markStep(session, "verify", { status: "running" });
  const tested = workspace.head;
  const after = await runSuite(session, "verify");
  await keepTestReport(session, after, "after");
  const diff = { stepKey: "verify", name: "show_diff", input: { base: workspace.base, head: tested } };
  const { patch } = await perform(session, diff, async () => ({
    patch: await context.ports.forge.diff(workspace.repository, workspace.base, tested),
  }));
  const paths = describePatch(patch).files.map(({ path }) => path);
  const errors = await askCompilers(session, "verify", paths);
  const fresh = onlyNew(baseline.errors, renamedBack(errors, target));
  const harmless = await onlyRenamed(session, target, paths);
  const change = describePatch(patch, harmless);
  const verdict = computePreserved({
    before: baseline.tests,
    after,
    testedTree: tested,
    finalTree: workspace.head,
    changedPaths: paths,
    changedTests: paths.filter((path) => isTestPath(path) && !harmless.includes(path)),
    newErrors: fresh.map(({ path, line, message }) => `${path}:${line}: ${message}`),
  });
  const result: Verification = { ...verdict, change, after };
  await session.durable.run("keep-verification", () =>
    keepVerification(session, baseline.tests, result, tested),
  );
  const { operation, summary, steps, kept } = applied;
  await session.durable.run("evidence-refactoring", () =>
    recordEvidence(context, {
      runId: facts.runId,
      evidence: {
        key: "refactoring",
        kind: "refactoring",
        title: "What was changed",
        data: {
          operation,
          summary,
          steps: steps.slice(0, 100),
          kept,
          diagnosticsBefore: baseline.errors.length,
          diagnosticsAfter: errors.length,
        },
      },
    }),
  );
  const status = result.verdict === "unverified" ? "failed" : "succeeded";
  await markStep(session, "verify", { status, summary: `${result.verdict}: ${result.reasons.at(-1) ?? ""}` });
  return result;
}
