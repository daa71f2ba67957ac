import { applyEdits, sortEdits } from "../syntax/edits.ts";
import type { Change } from "../worker/protocol.ts";
import type { Behaviour } from "./behaviour.ts";
import { precision } from "./precision.ts";
import { changedTokens, tokensOf, trigramsOf } from "./tokens.ts";

/** What is known of a plausible patch without running it. */
export interface Described {
  operator: string;
  prior: number;
  suspicion: number;
  changes: readonly Change[];
}

/** Facts that all patches of one search share. */
export interface Setting {
  /** Text of each file that may be changed, by path. */
  texts: ReadonlyMap<string, string>;
  /** Literals in the failing tests, as source text. */
  testLiterals: ReadonlySet<string>;
  /** Words of the goal and of the failing tests' names, lower case. */
  words: ReadonlySet<string>;
}

/** Measurements of one patch, about 0..1 each; what they weigh is in `rank.ts`. */
export type Features = Record<FeatureName, number>;
export type FeatureName =
  | "precision"
  | "prior"
  | "suspicion"
  | "size"
  | "familiar"
  | "newNumber"
  | "newString"
  | "testLiteral"
  | "newWord"
  | "statementLost"
  | "constantCondition"
  | "repeated"
  | "spokenOf"
  | "kept"
  | "keptNearFailing"
  | "broken"
  | "mended"
  | "unobserved";

const PLAIN = /^(0|1|-1|""|''|true|false|null|undefined|this|length)$/;
const KEYWORD =
  /^(if|else|return|const|let|var|for|of|in|while|do|break|continue|throw|new|typeof|await|async|function|null|undefined|true|false|this|instanceof|switch|case|default|try|catch)$/;
const WINDOW = 400;

interface Diff {
  removed: string[];
  added: string[];
  /** Share of the runs of three tokens that cover added tokens which occur elsewhere in the file. */
  familiar: number;
}

interface Habits {
  trigrams: Map<string, number>;
  known: Set<string>;
}

const habitsOfSetting = new WeakMap<Setting, Map<string, Habits>>();

/** Tokens and runs of tokens of one file, read once per search. */
function habitsOf(setting: Setting, file: string): Habits {
  const files = habitsOfSetting.get(setting) ?? new Map<string, Habits>();
  habitsOfSetting.set(setting, files);
  const cached = files.get(file);
  if (cached) return cached;
  const tokens = tokensOf(setting.texts.get(file) ?? "");
  const made = { trigrams: trigramsOf(tokens), known: new Set(tokens) };
  files.set(file, made);
  return made;
}

/** The changed lines of one file, as tokens. */
function diffOf({ edits }: Change, text: string, { trigrams }: Habits): Diff {
  const sorted = sortEdits(edits);
  const first = sorted[0]?.start ?? 0;
  const last = Math.max(...sorted.map(({ end }) => end));
  const from = Math.max(0, text.lastIndexOf("\n", Math.max(0, first - WINDOW)) + 1);
  const to = Math.min(
    text.length,
    text.indexOf("\n", Math.min(text.length, last + WINDOW)) + 1 || text.length,
  );
  const before = text.slice(from, to);
  const after = applyEdits(
    before,
    sorted.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from })),
  );
  const afterTokens = tokensOf(after);
  const { removed, added, at } = changedTokens(tokensOf(before), afterTokens);
  const start = Math.max(0, at - 2);
  const around = trigramsOf(afterTokens.slice(start, at + added.length + 2));
  const known = [...around.keys()].filter((key) => trigrams.has(key)).length;
  return { removed, added, familiar: around.size === 0 ? 0.5 : known / around.size };
}

const isNumber = (token: string): boolean => /^\d/.test(token);
const isText = (token: string): boolean => /^["'`]/.test(token);
const isName = (token: string): boolean => /^[A-Za-z_$]/.test(token) && !KEYWORD.test(token);
const normal = (token: string): string =>
  /^'/.test(token) ? `"${token.slice(1, -1).replaceAll('"', '\\"')}"` : token;
const flag = (value: boolean): number => (value ? 1 : 0);

/** The parts of a name or text, lower case: `maxDays` and "max days" are alike. */
export function wordsOf(text: string): string[] {
  return (text.replace(/([a-z\d])([A-Z])/g, "$1 $2").match(/[A-Za-z]{3,}/g) ?? []).map((word) =>
    word.toLowerCase(),
  );
}

function staticFeatures(
  patch: Described,
  setting: Setting,
): Omit<Features, "kept" | "keptNearFailing" | "broken" | "mended" | "unobserved"> {
  const diffs = patch.changes.map((change) => {
    const text = setting.texts.get(change.file) ?? "";
    const habits = habitsOf(setting, change.file);
    return { ...diffOf(change, text, habits), known: habits.known };
  });
  const some = (
    test: (token: string, known: ReadonlySet<string>, removed: readonly string[]) => boolean,
  ): number =>
    flag(diffs.some(({ added, known, removed }) => added.some((token) => test(token, known, removed))));
  const added = diffs.flatMap((diff) => diff.added);
  const removed = diffs.flatMap((diff) => diff.removed);
  const code = added.join(" ");
  const spoken = new Set(added.filter((token) => !removed.includes(token)).flatMap(wordsOf));
  return {
    precision: Math.log(
      Math.max(0.02, precision(patch.operator)) / Math.max(0.02, 1 - precision(patch.operator)),
    ),
    prior: patch.prior,
    suspicion: patch.suspicion,
    size: Math.log(1 + added.length + 0.5 * removed.length),
    familiar: diffs.reduce((sum, diff) => sum + diff.familiar, 0) / Math.max(1, diffs.length),
    newNumber: some((token, known) => isNumber(token) && !PLAIN.test(token) && !known.has(token)),
    newString: some((token, known) => isText(token) && token.length > 2 && !known.has(token)),
    testLiteral: some(
      (token, known) => !PLAIN.test(token) && !known.has(token) && setting.testLiterals.has(normal(token)),
    ),
    newWord: some((token, known) => isName(token) && !known.has(token)),
    statementLost: flag(added.length === 0 && removed.length > 3),
    constantCondition: flag(
      /\b(if|while|&&|\|\|) ?\(? ?(true|false|0|1)\b|(&&|\|\|) (true|false)\b|\b(true|false) (&&|\|\||\?)/.test(
        code,
      ),
    ),
    repeated: flag(/(\b[\w.]+\b) (===|==|<|>|<=|>=|&&|\|\||-) \1(?! ?[.([])/.test(code)),
    spokenOf: Math.min(1, [...spoken].filter((word) => setting.words.has(word)).length / 2),
  };
}

/** All measurements of one patch; `behaviour` is undefined when it was not run on other inputs. */
export function featuresOf(patch: Described, setting: Setting, behaviour: Behaviour | undefined): Features {
  return {
    ...staticFeatures(patch, setting),
    kept: behaviour?.kept ?? 0.8,
    keptNearFailing: behaviour?.keptNearFailing ?? 0.3,
    broken: behaviour?.broken ?? 0.05,
    mended: behaviour?.mended ?? 0.05,
    unobserved: flag(behaviour === undefined),
  };
}
