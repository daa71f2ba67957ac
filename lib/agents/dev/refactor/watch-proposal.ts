import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { restartChecks } from "#lib/domain/pull-requests/restart-checks.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import type { RunSession } from "../../run-session.ts";
import { awaitChecks } from "../await-checks.ts";
import { type CheckRound, classifyRound, countRounds, markFlaky, nextMove } from "../classify-checks.ts";
import type { ProposedChange } from "../open-proposal.ts";
import { markStep } from "../steps.ts";

/** No fix is tried for such a change: what CI refuses goes to a person. */
const NO_MORE_FIXES = Number.MAX_SAFE_INTEGER;

/** Watches CI of a change that is not fixed when it fails; null when it passed, else how the run ends. */
export async function watchProposal(
  session: RunSession,
  change: ProposedChange,
  flags: string[],
): Promise<RunEnding | null> {
  let rounds: CheckRound[] = [];
  for (;;) {
    const result = await awaitChecks(session, change, rounds.length + 1);
    rounds = markFlaky([...rounds, classifyRound(change.headSha, result, () => false)]);
    const move = nextMove(rounds, NO_MORE_FIXES);
    const last = rounds.at(-1);
    const ending = move === "done" ? (last?.why ?? "") : `Rounds: ${countRounds(rounds)}. ${last?.why ?? ""}`;
    await session.durable.run(`evidence-checks-${rounds.length}`, () =>
      recordEvidence(session.context, {
        runId: session.facts.runId,
        evidence: {
          key: "check-rounds",
          kind: "check_rounds",
          title: "Rounds of CI",
          data: { rounds, attempts: 0, ending },
        },
      }),
    );
    if (move === "done") {
      await markStep(session, "fix-checks", { status: "skipped", summary: "CI found nothing to fix" });
      return null;
    }
    if (move !== "again") {
      const reason = `CI refuses pull request #${change.number}. ${ending} The branch ${change.branch} stays.`;
      await markStep(session, "fix-checks", { status: "failed", error: { code: "checks", message: reason } });
      return { status: "failed", outcome: "needs_person", verdict: null, reason };
    }
    await session.durable.run(`restart-checks-${rounds.length}`, () =>
      restartChecks(session.context, {
        pullRequestId: change.pullRequestId,
        headSha: change.headSha,
        flags,
        body: null,
      }),
    );
  }
}
