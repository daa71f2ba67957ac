import { readArguments, readLiteral } from "./read-literal.ts";
import type { IssueExample } from "./schema.ts";

const CALLEE = /(?<![\w$.])([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,3})\(/g;
/** Words of plain language and of programs that stand before a bracket and are no function of a repository. */
const NO_FUNCTION =
  /^(?:if|for|while|switch|return|function|catch|and|or|not|see|print|console\.\w+|expect|assert(?:\.\w+)?|require|import|typeof|await|new|def|class)$/;

const GAP = String.raw`[\s:,]*(?:(?:the|a|an|value|result|output|number|string|array|list|exactly|just|only)[\s:]+)*`;
const EXPECTED = new RegExp(
  String.raw`(?:\b(?:should(?: have)?(?: be(?:en)?| return(?:ed)?| give(?:n)?| equal| yield| produce| print| evaluate to)?|must (?:be|return|give)|ought to (?:be|return|give)|to (?:be|return|equal|give)|instead of|rather than|expected(?: (?:result|value|output))?(?: (?:is|was|to be))?|want(?:ed)?|supposed to (?:be|return|give))\b)${GAP}`,
  "gi",
);
const ACTUAL = new RegExp(
  String.raw`(?:\b(?:returns?|returned|gives?|gave|yields?|yielded|is|was|got|get|produces?|produced|outputs?|prints?|evaluates to|results in|actual(?:ly)?(?: (?:result|value|output))?(?: (?:is|was))?|received)\b|->|=>|→|===?)${GAP}`,
  "gi",
);
const THROWS =
  /\b(?:throws?|threw|raises?|raised|crashes with|fails with)\b(?:\s+(?:an?|the))?\s+([A-Z][A-Za-z]*(?:Error|Exception))\b/;
const SHOULD_THROW =
  /\b(?:should|must|expected to|ought to)\s+(?:throw|raise)(?:\s+(?:an?|the))?\s+([A-Z][A-Za-z]*(?:Error|Exception))?/i;
const NEGATED = /\b(?:should|must|does|do|did)(?:\s?n[o']t| never)\b/i;

/** How far after a call its results may be told. */
const REACH = 260;

interface Found {
  code: string;
  at: number;
}

/** The first literal that follows one of the words. */
function literalAfter(text: string, words: RegExp, taken: Found[] = []): Found | null {
  for (const match of text.matchAll(words)) {
    const from = match.index + match[0].length;
    const literal = readLiteral(text, from);
    if (!literal || taken.some(({ at }) => at === from)) continue;
    if (NEGATED.test(text.slice(Math.max(0, match.index - 12), from))) continue;
    return { code: literal.code, at: from };
  }
  return null;
}

/** What follows a call in the text, without markup, up to an empty line after a result or the next call of it. */
function tailOf(text: string, end: number, callee: string): string {
  const tail = text.slice(end, end + REACH);
  const next = tail.search(new RegExp(`(?<![\\w$.])${callee.replace(/[.$]/g, "\\$&")}\\(`));
  return next === -1 ? tail : tail.slice(0, next);
}

/** "Expected `f(2)` to return 4" tells the result after the call; "expected 4 from f(2)" is not read. */
function exampleAt(text: string, callee: string, start: number, end: number): IssueExample | null {
  const call = text.slice(start, end);
  const tail = tailOf(text, end, callee);
  const base = { callee, call, expected: null, actual: null, throws: null, error: null };
  const shouldThrow = SHOULD_THROW.exec(tail);
  const actual = literalAfter(tail, ACTUAL);
  if (shouldThrow && !NEGATED.test(shouldThrow[0]))
    return { ...base, actual: actual?.code ?? null, throws: "expected", error: shouldThrow[1] ?? null };
  const expected = literalAfter(tail, EXPECTED);
  const given = expected ? literalAfter(tail, ACTUAL, [expected]) : actual;
  const thrown = THROWS.exec(tail);
  if (!expected && !thrown) return null;
  return {
    ...base,
    expected: expected?.code ?? null,
    actual: thrown ? null : (given?.code ?? null),
    throws: thrown ? "now" : null,
    error: thrown?.[1] ?? null,
  };
}

/** The literal that the words after a position of the text say should come out; null when they say none. */
export function readExpected(text: string, end: number): string | null {
  const [near = ""] = text.slice(end, end + REACH).split(/\n\s*\n|```/);
  return literalAfter(near.replaceAll("`", " "), EXPECTED)?.code ?? null;
}

/**
 * Calls that the text of an issue gives with what they should give: "`f(2)` returns 3 but should return 4",
 * "f(2) should be 4", "f(2) // => 3, expected 4", "f(null) throws TypeError". At most twenty, each call once.
 */
export function readExamples(text: string): IssueExample[] {
  const plain = text.replaceAll("`", " ");
  const found = new Map<string, IssueExample>();
  for (const match of plain.matchAll(CALLEE)) {
    const [, callee = ""] = match;
    const isArgument = /[\w$]\(\s*$/.test(plain.slice(Math.max(0, match.index - 20), match.index));
    if (isArgument || NO_FUNCTION.test(callee)) continue;
    const end = readArguments(plain, match.index + callee.length);
    if (end === null) continue;
    const example = exampleAt(plain, callee, match.index, end);
    if (example && (example.throws || example.expected !== example.actual) && !found.has(example.call))
      found.set(example.call, example);
    if (found.size >= 20) break;
  }
  return [...found.values()];
}
