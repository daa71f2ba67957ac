import { align } from "./align.ts";
import { removedProtection } from "./changes/guards.ts";
import { secrets } from "./changes/secrets.ts";
import { weakenedTests } from "./changes/tests.ts";
import { changedValues } from "./changes/values.ts";
import { type FileChange, lineAt, type Side } from "./file-change.ts";
import type { Finding, Hit, PromiseCandidate } from "./finding.ts";
import { asyncCallbacks, promiseCandidates } from "./rules/asynchrony.ts";
import { booleanSorts, negativeRemainders, pastTheEnd } from "./rules/bounds.ts";
import { assignmentsInConditions, constantComparisons } from "./rules/comparisons.ts";
import { leavingFinally, lostErrors } from "./rules/errors.ts";
import { fallingCases, loopsThatRunOnce, unreachableCode } from "./rules/flow.ts";
import { injections } from "./rules/injections.ts";
import { mutatedWhileIterated } from "./rules/mutation.ts";

/** What is wrong with a text whatever it was before; asked of both sides. */
const rules: Record<string, (side: Side) => Hit[]> = {
  "promise-not-awaited": asyncCallbacks,
  "constant-comparison": constantComparisons,
  "assignment-in-condition": assignmentsInConditions,
  "unreachable-code": unreachableCode,
  "loop-runs-once": loopsThatRunOnce,
  "case-falls-through": fallingCases,
  "past-the-end": pastTheEnd,
  "negative-remainder": negativeRemainders,
  "sorted-by-boolean": booleanSorts,
  "error-lost": lostErrors,
  "error-swallowed": leavingFinally,
  "mutated-while-iterated": mutatedWhileIterated,
  injection: injections,
};

const lineText = (text: string, line: number): string =>
  (text.split("\n")[line - 1] ?? "").trim().slice(0, 200);

const squeeze = (text: string): string => text.replace(/\s+/g, "");

function toFinding({ path, after }: FileChange, rule: string, hit: Hit): Finding {
  const line = lineAt(after.text, hit.start);
  const { harm, confidence } = hit;
  return { rule, path, line, harm, confidence, excerpt: lineText(after.text, line) };
}

/** Hits that the old text does not have as well, on lines that the change touches. */
function fresh(change: FileChange, find: (side: Side) => Hit[]): Hit[] {
  const { before, after, touched } = change;
  const known = (before ? find(before) : []).map(({ start, end }) =>
    squeeze(before?.text.slice(start, end) ?? ""),
  );
  return find(after).filter(({ start, end }) => {
    const index = known.indexOf(squeeze(after.text.slice(start, end)));
    if (index >= 0) {
      known.splice(index, 1);
      return false;
    }
    for (let line = lineAt(after.text, start); line <= lineAt(after.text, end); line += 1)
      if (touched.has(line)) return true;
    return false;
  });
}

const MAX_CHARACTERS = 400_000;

/** One finding per line and rule, the surest first. */
function unique(findings: Finding[]): Finding[] {
  const kept = new Map<string, Finding>();
  for (const finding of findings.toSorted((a, b) => b.confidence - a.confidence)) {
    const key = `${finding.path}\0${finding.line}\0${finding.rule}`;
    if (!kept.has(key)) kept.set(key, finding);
  }
  return [...kept.values()].sort((a, b) => a.line - b.line);
}

/** The author has told a linter that the line is meant as it is. */
const ACKNOWLEDGED = /noqa|eslint-disable|biome-ignore|@ts-expect-error|NOSONAR|nosec/;

function isMeant({ after }: FileChange, { line }: Finding): boolean {
  const lines = after.text.split("\n");
  return [lines[line - 1], lines[line - 2]].some((text) => ACKNOWLEDGED.test(text ?? ""));
}

/** What a change of one file does wrong. Nothing for a file that can't be read, or is too large. */
export function reviewFile(
  change: FileChange,
  moved: ReadonlySet<string> = new Set(),
): { findings: Finding[]; candidates: PromiseCandidate[] } {
  if (change.after.text.length > MAX_CHARACTERS) return { findings: [], candidates: [] };
  const alignment = change.before ? align(change.before, change.after) : { pairs: [], removed: [] };
  const always = Object.entries(rules).flatMap(([rule, find]) =>
    fresh(change, find).map((hit) => toFinding(change, rule, hit)),
  );
  const compared = [
    ...changedValues(change, alignment),
    ...removedProtection(change, alignment),
    ...weakenedTests(change, moved),
  ];
  const hidden = fresh(change, ({ text }) => secrets({ ...change, after: { text, ast: null } })).map((hit) =>
    toFinding(change, "secret", hit),
  );
  const candidates = promiseCandidates(change.path, change.after).filter(({ line }) =>
    change.touched.has(line),
  );
  const findings = [
    ...always,
    ...compared.map(({ rule, ...hit }) => toFinding(change, rule, hit)),
    ...hidden,
  ];
  return { findings: unique(findings.filter((finding) => !isMeant(change, finding))), candidates };
}
