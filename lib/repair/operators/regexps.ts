import { text } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

/** Signs with a meaning of their own: a class that lists most of them was meant to list all. */
const META = [".", "*", "+", "?", "^", "$", "{", "}", "(", ")", "|", "[", "]", "\\"];
const MANY_METAS = 5;
const MAX_FRAGMENTS = 8;

/** Emits changes of a pattern as small edits, so that two of them can be made in one pattern. */
function offering(site: Site, emit: Emit) {
  const { node } = site;
  const pattern = text(node, "pattern");
  const flags = text(node, "flags");
  const first = node.start + 1;
  return {
    insert: (at: number, code: string, prior: number): void =>
      emit("literal.regexp", prior, { start: first + at, end: first + at, text: code }),
    change: (at: number, length: number, code: string, prior: number): void =>
      emit("literal.regexp", prior, { start: first + at, end: first + at + length, text: code }),
    flags: (next: string, prior: number): void =>
      emit("literal.regexp", prior, site.replace(node, `/${pattern}/${next}`)),
    whole: (next: string, prior: number): void =>
      emit("literal.regexp", prior, site.replace(node, `/${next}/${flags}`)),
  };
}

type Offer = ReturnType<typeof offering>;

/** Anchors at the ends of the pattern and at the end of what is looked ahead for. */
function anchors(pattern: string, offer: Offer): void {
  if (!pattern.startsWith("^")) offer.insert(0, "^", 0.4);
  else offer.change(0, 1, "", 0.35);
  if (!pattern.endsWith("$")) offer.insert(pattern.length, "$", 0.45);
  else offer.change(pattern.length - 1, 1, "", 0.35);
  if (!pattern.endsWith("$") && !pattern.startsWith("^")) offer.whole(`^${pattern}$`, 0.35);
  for (const look of pattern.matchAll(/\(\?[=!](?:[^()\\]|\\.)*(?<!\$)\)/g))
    offer.insert(look.index + look[0].length - 1, "$", 0.4);
}

/** Repetitions: another one, one that is missing after a class, a group or a set, one too many, a lazy one. */
function repetitions(pattern: string, offer: Offer): void {
  for (const match of pattern.matchAll(/(?<!\\)[+*?]/g))
    for (const other of ["+", "*", "?"]) if (other !== match[0]) offer.change(match.index, 1, other, 0.4);
  for (const match of pattern.matchAll(/(?:\\[wWdDsS]|\]|\))(?![+*?{\]])/g))
    for (const sign of ["*", "+", "?"]) offer.insert(match.index + match[0].length, sign, 0.35);
  for (const match of pattern.matchAll(/(?<=[^\\(])[+*?]/g)) offer.change(match.index, 1, "", 0.3);
  for (const match of pattern.matchAll(/(?<![\\(])[+*](?!\?)/g)) offer.insert(match.index + 1, "?", 0.3);
}

/** Dots that stand for themselves, and other classes of signs. */
function signs(pattern: string, offer: Offer): void {
  for (const match of pattern.matchAll(/(?<![\\[])\./g)) offer.insert(match.index, "\\", 0.4);
  for (const match of pattern.matchAll(/\\([wWdDsSbB])/g)) {
    const letter = match[1] ?? "";
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    offer.change(match.index + 1, 1, other, 0.25);
  }
}

/** A set of signs that lacks one: of the signs with a meaning, or of those in letters, digits and joints. */
function sets(pattern: string, offer: Offer): void {
  for (const set of pattern.matchAll(/(?<!\\)\[\^?((?:\\.|[^\]\\])*)\]/g)) {
    const inside = set[1] ?? "";
    const at = set.index + set[0].length - 1 - inside.length;
    const missing = META.filter((sign) => !inside.includes(sign));
    if (META.length - missing.length >= MANY_METAS)
      for (const sign of missing) offer.insert(at, /[\]\\^]/.test(sign) ? `\\${sign}` : sign, 0.5);
    else
      for (const more of ["_", "\\-", ".", "A-Z", "a-z", "0-9", "\\s"])
        if (!inside.includes(more)) offer.insert(at + inside.length, more, 0.2);
  }
}

function literal(site: Site, emit: Emit): void {
  const flags = text(site.node, "flags");
  const pattern = text(site.node, "pattern");
  const offer = offering(site, emit);
  for (const flag of ["g", "i", "m", "u"])
    offer.flags(
      flags.includes(flag) ? flags.replace(flag, "") : flags + flag,
      flag === "g" || flag === "i" ? 0.6 : 0.2,
    );
  anchors(pattern, offer);
  repetitions(pattern, offer);
  signs(pattern, offer);
  sets(pattern, offer);
}

/** Pieces that a pattern is put together from: another piece of the file, with a repetition. */
function fragment(site: Site, emit: Emit): void {
  const { node, parent } = site;
  const value = text(node, "value");
  if (!/[.*+?[\]\\^$]/.test(value) || value.length < 2 || parent?.type === "ImportDeclaration") return;
  const own = site.code(node)[0] ?? '"';
  const write = (next: string): string => `${own}${JSON.stringify(next).slice(1, -1)}${own}`;
  const pieces = site.context.strings.filter(
    (other) => other !== value && /^(\[.*\]|\\[wdsWDS]|\.)$/.test(other),
  );
  for (const piece of pieces.slice(0, MAX_FRAGMENTS))
    for (const sign of ["*", "+"]) emit("literal.regexp", 0.45, site.replace(node, write(piece + sign)));
  if (/[+*]$/.test(value)) emit("literal.regexp", 0.3, site.replace(node, write(`${value}?`)));
}

/** Other regular expressions, and other texts that they are made from. */
export const regexps: OperatorFamily = {
  name: "regexps",
  propose(site, emit) {
    if (site.node.type === "RegExpLiteral") literal(site, emit);
    else if (site.node.type === "StringLiteral") fragment(site, emit);
  },
};
