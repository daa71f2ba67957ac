import { LOADING, type TestCase } from "./schema.ts";

export interface TargetChoice {
  targets: TestCase[];
  /** Why these, or why none; for the decision record. */
  rationale: string;
  /** 0–1. */
  confidence: number;
}

const STOP_WORDS = new Set(
  "a an and are as at be been but by can do does for from has have if in into is it its no not of on or our see should so still than that the their them then there these they this to too up was we when which while will with would you your test tests failing fails failed fail bug bugs error errors fix".split(
    " ",
  ),
);

/** Generic wishes that mean "whatever is red". */
const WHATEVER_IS_RED =
  /\b((fix|repair|mend) (all |the |our )*(red |failing |broken )*(tests?|suite|build|ci)|(tests?|suite|build|ci) (is|are) (red|failing|broken)|make (the |all )*tests? (pass|green))\b/i;

/** Words of a text, camelCase split, lower case, crudely stemmed, without the words that say nothing. */
export function words(text: string): Set<string> {
  const parts = text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && !STOP_WORDS.has(word));
  return new Set(parts.map((word) => (word.length > 4 ? word.replace(/(ing|ed|es|s)$/, "") : word)));
}

/** What a test speaks of; a file that can't be loaded has no names of tests, but its error names a place. */
function textOf({ name, file, message }: TestCase): string {
  return name === LOADING ? `${file} ${message?.split("\n")[0] ?? ""}` : `${name} ${file}`;
}

function score(test: TestCase, goal: Set<string>, frequency: Map<string, number>): number {
  let total = 0;
  for (const word of words(textOf(test))) {
    if (goal.has(word)) total += 1 / Math.sqrt(frequency.get(word) ?? 1);
  }
  return total;
}

function wordFrequency(tests: TestCase[]): Map<string, number> {
  const frequency = new Map<string, number>();
  for (const test of tests) {
    for (const word of words(textOf(test))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  return frequency;
}

/**
 * The failing tests that a goal is about: those that share the rarest words with it, in the best one's file
 * also those that fail as regularly, elsewhere only those that share about as much. A goal that names none of them gets none: fixing something
 * else and calling it done would be a lie.
 */
export function chooseTargets(goal: string, cases: TestCase[]): TargetChoice {
  const failing = cases.filter((test) => test.status === "failed");
  if (failing.length === 0) return { targets: [], rationale: "No test fails.", confidence: 0 };
  const red = failing.filter((test) => !test.todo);
  const goalWords = words(goal);
  const frequency = wordFrequency(cases);
  const ranked = failing
    .map((test) => ({ test, score: score(test, goalWords, frequency) }))
    .sort((a, b) => b.score - a.score);
  const best = ranked[0];
  if (best && best.score >= 0.5) {
    const targets = ranked
      .filter(({ test }) => test.todo === best.test.todo)
      .filter(({ test, score: own }) =>
        test.file === best.test.file
          ? own >= best.score / 2 || !test.todo
          : !test.todo && own >= Math.max(0.5, best.score / 2),
      )
      .map(({ test }) => test);
    return {
      targets,
      rationale: `The goal and the failing test "${best.test.name}" speak of the same things.`,
      confidence: Math.min(0.95, 0.5 + best.score / 4),
    };
  }
  if (red.length > 0 && WHATEVER_IS_RED.test(goal)) {
    return { targets: red, rationale: "The goal asks for the failing tests to pass.", confidence: 0.9 };
  }
  return {
    targets: [],
    rationale: "None of the failing tests speaks of what the goal describes.",
    confidence: 0,
  };
}
