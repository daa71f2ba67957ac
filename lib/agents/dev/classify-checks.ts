import type { CheckRounds } from "#lib/domain/evidence/schema.ts";
import type { ChecksResult } from "#lib/domain/pull-requests/read-checks-result.ts";

export type CheckRound = CheckRounds["rounds"][number];

/** Why a round has no result. */
export type NoChecks = "not_started" | "no_result";

export const describeNoChecks: Record<NoChecks, string> = {
  not_started: "No check started within eleven minutes of the push.",
  no_result: "Checks started, and none gave a result within hours.",
};

/** Checks that fail before any code of the change is looked at. */
const INFRASTRUCTURE = new Set(["setup", "ci"]);
const BROKEN = /did not end in time|ran out of memory|Cancelled by/;

/**
 * What a round of CI was: passed, failed by the code, failed around it, or empty because no check ran. Whether a
 * failure was flaky shows only in the next round on the same commit.
 */
export function classifyRound(
  headSha: string,
  result: ChecksResult | NoChecks,
  acceptable: (result: ChecksResult) => boolean,
): CheckRound {
  if (typeof result === "string")
    return { headSha, failed: [], kind: "empty", why: describeNoChecks[result] };
  const round = { headSha, failed: result.failed };
  if (result.status === "passed")
    return result.ran === 0
      ? {
          ...round,
          kind: "empty",
          why: "Nothing was checked: the repository has no command that CI could run.",
        }
      : { ...round, kind: "passed", why: "All checks passed." };
  const why = result.failures.map(({ name, summary }) => `${name}: ${summary}`).join("; ");
  if (acceptable(result)) return { ...round, kind: "passed", why: `${why}, as before the change.` };
  const around = result.failures.every(
    ({ name, summary }) => INFRASTRUCTURE.has(name) || BROKEN.test(summary),
  );
  return around ? { ...round, kind: "infrastructure", why } : { ...round, kind: "failed", why };
}

/** The rounds of each kind in words, each kind apart. */
export function countRounds(rounds: CheckRound[]): string {
  const kinds = [...new Set(rounds.map(({ kind }) => kind))];
  return kinds.map((kind) => `${rounds.filter((round) => round.kind === kind).length} ${kind}`).join(", ");
}

export type NextMove = "done" | "again" | "fix" | "hand_over";

/** Rounds of CI on one commit, and fixes of what it finds. */
const MAX_ROUNDS = 3;
export const MAX_FIXES = 2;

/** What follows the last round: a failure is run once more to tell a flaky check from a fault of the change. */
export function nextMove(rounds: CheckRound[], fixes: number): NextMove {
  const last = rounds.at(-1);
  if (!last) return "again";
  const own = rounds.filter(({ headSha }) => headSha === last.headSha);
  if (last.kind === "passed" || (last.kind === "empty" && last.why.startsWith("Nothing was checked")))
    return "done";
  const failed = own.filter(({ kind }) => kind === "failed").length;
  if (last.kind === "failed" && failed > 1) return fixes < MAX_FIXES ? "fix" : "hand_over";
  return own.length < MAX_ROUNDS ? "again" : "hand_over";
}

/** A failure that a later round on the same commit did not show was flaky. */
export function markFlaky(rounds: CheckRound[]): CheckRound[] {
  const last = rounds.at(-1);
  if (last?.kind !== "passed") return rounds;
  return rounds.map((round) =>
    round.kind === "failed" && round.headSha === last.headSha ? { ...round, kind: "flaky" } : round,
  );
}
