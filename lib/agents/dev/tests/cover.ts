import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { AddedTests } from "#lib/domain/evidence/schema.ts";
import type { TestsOrder } from "#lib/domain/goals/read-tests-goal.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { callTool } from "../../call-tool.ts";
import type { RunSession } from "../../run-session.ts";
import { secondsLeft } from "../../seconds-left.ts";
import { markStep } from "../steps.ts";

/** How long the search for tests may take without a limit of the goal, and its share of such a limit. */
const SECONDS = 150;
const SHARE = 0.6;

interface Output {
  status: "written" | "nothing_uncovered" | "nothing_found" | "red" | "unsupported";
  reason: string;
  coverage: unknown;
  tests: { path: string; file: string; content: string; names: string[] }[];
}

const percent = ({ hit, total }: { hit: number; total: number }): string =>
  total === 0 ? "100 %" : `${Math.floor((100 * hit) / total)} %`;

/** "src/price.ts: statements 26 % → 95 %, branches 0 % → 100 %". */
export const describeCoverage = ({ file, before, after }: AddedTests["files"][number]): string =>
  `${file}: statements ${percent(before.statements)} → ${percent(after.statements)}, branches ${percent(before.branches)} → ${percent(after.branches)}`;

function summaryOf({ tests, files, mutants }: AddedTests): string {
  const count = tests.reduce((sum, { names }) => sum + names.length, 0);
  const covered = files.slice(0, 3).map(describeCoverage).join("; ");
  return `${count} ${count === 1 ? "test" : "tests"} in ${tests.length} ${tests.length === 1 ? "file" : "files"}. ${covered}. ${mutants.killed} of ${mutants.total} changed versions of the code were noticed.`;
}

const OUTCOMES: Record<Exclude<Output["status"], "written">, RunEnding["outcome"]> = {
  nothing_uncovered: "no_change",
  nothing_found: "no_change",
  red: "needs_person",
  unsupported: "needs_person",
};

async function endWith(
  session: RunSession,
  outcome: RunEnding["outcome"],
  reason: string,
): Promise<{ ending: RunEnding }> {
  const done = outcome === "no_change";
  await markStep(
    session,
    "cover",
    done
      ? { status: "succeeded", summary: reason }
      : { status: "failed", error: { code: outcome, message: reason } },
  );
  const verdict = done || outcome === "unclear" ? null : "unverified";
  return { ending: { status: done ? "succeeded" : "failed", outcome, verdict, reason } };
}

export interface Covered {
  evidence: AddedTests;
  written: { path: string; content: string; names: string[] }[];
}

/** Writes the tests with their tool and keeps what shows that they say something; how the run ends without any. */
export async function cover(
  session: RunSession,
  order: TestsOrder,
): Promise<Covered | { ending: RunEnding }> {
  await markStep(session, "cover", { status: "running" });
  const { seconds } = await session.durable.run("cover-seconds", async () => {
    const left = secondsLeft(session);
    return { seconds: left === null ? SECONDS : Math.max(10, Math.min(SECONDS, Math.round(left * SHARE))) };
  });
  const { path, symbol } = order;
  const call = { agent: "dev", stepKey: "cover", tool: "cover_code", input: { path, symbol, seconds } };
  const result = await callTool(session, call);
  if (result.error !== null)
    return endWith(session, "unclear", `${result.error} For which file are tests wanted?`);
  const output = result.output as Output;
  const evidence = AddedTests.parse({ ...output, summary: "", files: output.coverage });
  evidence.summary = output.status === "written" ? summaryOf(evidence) : output.reason;
  session.durable.keep("evidence-added-tests", () =>
    recordEvidence(session.context, {
      runId: session.facts.runId,
      evidence: {
        key: "added-tests",
        kind: "added_tests",
        title: "Tests for uncovered code",
        data: evidence,
      },
    }),
  );
  if (output.status !== "written") {
    const odd = evidence.suspicious.slice(0, 3).map(({ call: one, gives }) => `${one} ${gives}`);
    const look = odd.length > 0 ? ` A person should look at: ${odd.join("; ")}.` : "";
    return endWith(session, OUTCOMES[output.status], `No test was added. ${output.reason}${look}`);
  }
  await markStep(session, "cover", { status: "succeeded", summary: evidence.summary });
  return {
    evidence,
    written: output.tests.map(({ path: one, content, names }) => ({ path: one, content, names })),
  };
}
