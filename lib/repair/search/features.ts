import { applyEdits, type Edit, sortEdits } from "../syntax/edits.ts";
import type { Change } from "../worker/protocol.ts";
import type { Behaviour } from "./behaviour.ts";
import { precision } from "./precision.ts";
import { changedTokens, isCommon, type TokenModel, tokensOf } from "./tokens.ts";
import type { TypeVerdict } from "./type-check.ts";

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
  /** How the repository's code is written. */
  model: TokenModel;
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
  | "surprise"
  | "strangeMember"
  | "newNumber"
  | "newString"
  | "testLiteral"
  | "newWord"
  | "statementLost"
  | "constantCondition"
  | "repeated"
  | "spokenOf"
  | "kept"
  | "broken"
  | "mended"
  | "unobserved"
  | "typeErrors"
  | "unused"
  | "used";

type DynamicFeature = "kept" | "broken" | "mended" | "unobserved" | "typeErrors" | "unused" | "used";

const PLAIN = /^(0|1|-1|""|''|true|false|null|undefined|this|length)$/;
const KEYWORD =
  /^(if|else|return|const|let|var|for|of|in|while|do|break|continue|throw|new|typeof|await|async|function|null|undefined|true|false|this|instanceof|switch|case|default|try|catch)$/;
/** Numbers of units and bases, which belong to no test. */
const CONVENTIONAL = /^(2|10|12|24|60|100|1000|1024|3600|60_?000|3_?600_?000|86_?400(_?000)?)$/;
const WINDOW = 400;

interface Diff {
  removed: string[];
  added: string[];
  /** All tokens of the changed lines after the change, and where the added ones begin. */
  after: string[];
  at: number;
}

/** Lines that only bring a name in say nothing of how fitting its use is. */
const IMPORT = /^\s*(import\s.*from\s*["'].*["']|const \{[^}]*\} = require\(.*\));?\s*$/;

/** The changes of one file, as tokens: edits in different lines are looked at one by one. */
function diffsOf({ edits }: Change, text: string): Diff[] {
  const groups: Edit[][] = [];
  for (const edit of sortEdits(edits).filter((next) => !IMPORT.test(next.text))) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && !text.slice(before.end, edit.start).includes("\n")) group.push(edit);
    else groups.push([edit]);
  }
  return groups.map((group) => diffOf(group, text));
}

function diffOf(sorted: readonly Edit[], text: string): Diff {
  const first = sorted[0]?.start ?? 0;
  const last = Math.max(...sorted.map(({ end }) => end));
  const from = Math.max(0, text.lastIndexOf("\n", Math.max(0, first - WINDOW)) + 1);
  const to = Math.min(
    text.length,
    text.indexOf("\n", Math.min(text.length, last + WINDOW)) + 1 || text.length,
  );
  const before = text.slice(from, to);
  const changed = applyEdits(
    before,
    sorted.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from })),
  );
  const after = tokensOf(changed);
  return { ...changedTokens(tokensOf(before), after), after };
}

/** Surprise of the added tokens and the two after them, in bits. */
function surpriseOf({ after, at, added }: Diff, model: TokenModel): number {
  let bits = 0;
  for (let i = at; i < Math.min(after.length, at + added.length + 2); i++) bits += model.surprise(after, i);
  return bits;
}

/** Parameters of the arrow functions in a piece of code: new names, of which nothing is known. */
function ownParameters(code: string): Set<string> {
  const lists = [...code.matchAll(/\(([^()]*)\) =>/g), ...code.matchAll(/([\w$]+) =>/g)];
  return new Set(lists.flatMap(([, list = ""]) => list.match(/[A-Za-z_$][\w$]*/g) ?? []));
}

/** Members that are read nowhere else of a value with this name: `user.total` where only `cart.total` exists. */
function strangeMembers({ after, at, added }: Diff, model: TokenModel): number {
  let count = 0;
  const fresh = ownParameters(added.join(" "));
  for (let i = Math.max(2, at); i < Math.min(after.length, at + added.length + 2); i++) {
    const [object = "", dot = "", name = ""] = after.slice(i - 2, i + 1);
    if (dot !== "." || !isName(object) || !isName(name) || object === "Math" || fresh.has(object)) continue;
    if (!model.knowsThree(object, dot, name) && !isCommon(name)) count++;
  }
  return count;
}

/** A value that is compared or joined with itself. */
const ITSELF = /(?<![\w.])([A-Za-z_$][\w.]*) (===|==|!==|<|>|<=|>=|&&|\|\||-|\+) \1(?![\w.])(?! [.([])/;

/** Arithmetic that changes nothing. */
const IDLE = /[*/] 1(?![\d.])|[-+] 0(?![\d.])|(?<![\d.\w])(1 \*|0 \+)/;

function isRepeated({ after, at, added }: Diff): boolean {
  const near = after.slice(Math.max(0, at - 10), at + added.length + 10).join(" ");
  return added.length > 0 && (ITSELF.test(near.replaceAll(" . ", ".")) || IDLE.test(added.join(" ")));
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

function staticFeatures(patch: Described, setting: Setting): Omit<Features, DynamicFeature> {
  const { model } = setting;
  const diffs = patch.changes.flatMap((change) => diffsOf(change, setting.texts.get(change.file) ?? ""));
  const some = (test: (token: string) => boolean): number =>
    flag(diffs.some((diff) => diff.added.some((token) => test(token) && !model.knows(token))));
  const added = diffs.flatMap((diff) => diff.added);
  const removed = diffs.flatMap((diff) => diff.removed);
  const code = added.join(" ");
  const spoken = new Set(
    diffs.flatMap((diff) => diff.added.filter((token) => !diff.removed.includes(token)).flatMap(wordsOf)),
  );
  return {
    precision: Math.log(
      Math.max(0.02, precision(patch.operator)) / Math.max(0.02, 1 - precision(patch.operator)),
    ),
    prior: patch.prior,
    suspicion: patch.suspicion,
    surprise: Math.min(8, diffs.reduce((sum, diff) => sum + surpriseOf(diff, model), 0) / 10),
    strangeMember: Math.min(
      2,
      diffs.reduce((sum, diff) => sum + strangeMembers(diff, model), 0),
    ),
    newNumber: some((token) => isNumber(token) && !PLAIN.test(token) && !CONVENTIONAL.test(token)),
    newString: some((token) => isText(token) && token.length > 2),
    testLiteral: some((token) => !PLAIN.test(token) && setting.testLiterals.has(normal(token))),
    newWord: some((token) => isName(token) && !isCommon(token)),
    statementLost: flag(added.length === 0 && removed.length > 3),
    constantCondition: flag(
      /\b(if|while|&&|\|\|) ?\(? ?(true|false|0|1)\b|(&&|\|\|) (true|false)\b|\b(true|false) (&&|\|\||\?)/.test(
        code,
      ),
    ),
    repeated: flag(diffs.some(isRepeated)),
    spokenOf: Math.min(1, [...spoken].filter((word) => setting.words.has(word)).length / 2),
  };
}

/** What was found out about one patch; undefined where that was not possible. */
export interface Evidence {
  /** What it does on other inputs. */
  behaviour?: Behaviour | undefined;
  /** What the type checker says of it. */
  types?: TypeVerdict | undefined;
}

/** Names that a patch imports and that nothing used so far: they were written for something that is missing. */
function importsOfUnused({ changes }: Described, model: TokenModel): number {
  const lines = changes
    .flatMap(({ edits }) => edits.map(({ text }) => text))
    .filter((text) => IMPORT.test(text));
  const names = lines.flatMap((line) => /\{([^}]*)\}/.exec(line)?.[1]?.match(/[A-Za-z_$][\w$]*/g) ?? []);
  return names.filter((name) => model.isUnused(name)).length;
}

/** All measurements of one patch. */
export function featuresOf(patch: Described, setting: Setting, { behaviour, types }: Evidence): Features {
  return {
    ...staticFeatures(patch, setting),
    kept: behaviour?.kept ?? 0.8,
    broken: behaviour?.broken ?? 0.05,
    mended: behaviour?.mended ?? 0.05,
    unobserved: flag(behaviour === undefined),
    typeErrors: Math.min(2, types?.errors ?? 0),
    unused: Math.min(2, types?.unused ?? 0),
    used: Math.min(2, Math.max(types?.used ?? 0, importsOfUnused(patch, setting.model))),
  };
}
