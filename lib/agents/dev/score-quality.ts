import type { Quality } from "#lib/domain/evidence/schema.ts";
import type { Verification } from "./verify.ts";

/** A change with fewer points is not proposed. */
export const NEEDED = 7;

/** How a command of the repository ended on the change, and on the base where it failed. */
export type CommandOutcome = "passed" | "failed_before" | "fails_now" | "not_run";

export interface QualityFacts {
  verification: Pick<Verification, "verdict" | "change">;
  /** Changed files that can't be read as code. */
  unreadable: string[];
  types: CommandOutcome;
  lint: CommandOutcome;
  /** Different fixes that pass every test. */
  plausible: number;
  /** They are known to give different results, and nobody chose. */
  undecided: boolean;
  /** The fix handles the value of the failing test by itself. */
  overfit: boolean;
  /** The reproduction only asks that nothing is thrown. */
  weak: boolean;
  /** Findings of the review of the change that count. */
  findings?: { severe: boolean; text: string }[];
  /** What a verified change was seen to do; default: that of a fix. */
  proof?: string;
}

const SMALL = 40;
const LARGE = 200;

interface Rule {
  points: number;
  holds: boolean;
  text: string;
}

function sizeRules(facts: QualityFacts): Rule[] {
  const { files } = facts.verification.change;
  const lines = files.reduce((sum, file) => sum + file.additions + file.deletions, 0);
  return [
    { points: 1, holds: lines > SMALL && lines <= LARGE, text: `It changes ${lines} lines.` },
    { points: 2, holds: lines > LARGE, text: `It changes ${lines} lines: more than a person reviews well.` },
    { points: 1, holds: files.length > 4, text: `It changes ${files.length} files.` },
  ];
}

/** A severe finding alone keeps a change from being proposed. */
function findingRules({ findings = [] }: QualityFacts): Rule[] {
  const rest = findings.filter(({ severe }) => !severe);
  return [
    ...findings.filter(({ severe }) => severe).map(({ text }) => ({ points: 4, holds: true, text })),
    {
      points: Math.min(2, rest.length),
      holds: rest.length > 0,
      text: rest.map(({ text }) => text).join(" "),
    },
  ];
}

function rulesOf(facts: QualityFacts): Rule[] {
  const { flags } = facts.verification.change;
  const others = flags.filter((flag) => flag !== "tests");
  const verdict = facts.verification.verdict;
  return [
    { points: 10, holds: verdict === "unverified", text: "No test run proves it." },
    {
      points: 1,
      holds: verdict === "partly" && !facts.undecided,
      text: "The proof has gaps: it is verified only partly.",
    },
    {
      points: 6,
      holds: facts.unreadable.length > 0,
      text: `Can't be read as code: ${facts.unreadable.join(", ")}.`,
    },
    {
      points: 3,
      holds: facts.types === "fails_now",
      text: "The repository's type check or build fails with it.",
    },
    { points: 1, holds: facts.lint === "fails_now", text: "The repository's linter finds something new." },
    ...sizeRules(facts),
    {
      points: 2,
      holds: facts.undecided,
      text: "Fixes that pass every test give different results, and nobody chose between them.",
    },
    {
      points: 1,
      holds: facts.plausible > 1 && !facts.undecided,
      text: `${facts.plausible} different fixes pass every test.`,
    },
    { points: 5, holds: facts.overfit, text: "It treats the value of the failing test as a special case." },
    { points: 1, holds: facts.weak, text: "The test only asks that nothing is thrown." },
    ...findingRules(facts),
    { points: 4, holds: flags.includes("tests"), text: "It edits tests." },
    { points: 2, holds: others.length > 0, text: `It touches ${others.join(", ")}.` },
  ];
}

/** Points from 0 to 10, by rules on facts, each with its reason. Rules, not a statistic. */
export function scoreQuality(facts: QualityFacts): Quality {
  const reasons = rulesOf(facts).filter(({ holds }) => holds);
  const lost = reasons.reduce((sum, { points }) => sum + points, 0);
  const passed = [
    facts.unreadable.length === 0 ? "Each changed file is valid code." : null,
    facts.types === "passed" ? "The type check or build passes." : null,
    facts.types === "failed_before"
      ? "The type check or build failed before as well; it was not counted."
      : null,
    facts.lint === "passed" ? "The linter finds nothing." : null,
    facts.lint === "failed_before" ? "The linter failed before as well; it was not counted." : null,
    facts.verification.verdict === "verified"
      ? (facts.proof ?? "The whole suite passes, and its tests failed before.")
      : null,
    facts.findings?.length === 0 ? "The review of the change finds nothing that counts." : null,
    facts.verification.change.flags.length === 0
      ? "It touches no existing tests, lock files, workflows or hooks."
      : null,
  ].filter((line) => line !== null);
  return {
    score: Math.max(0, 10 - lost),
    needed: NEEDED,
    reasons: reasons.map(({ points, text }) => ({ points, text })),
    passed,
  };
}
