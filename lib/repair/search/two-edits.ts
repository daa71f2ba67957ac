import { narrowed, overlaps } from "../syntax/edits.ts";
import type { Change } from "../worker/protocol.ts";
import type { Scored } from "./candidates.ts";
import type { Found, Plausible } from "./run-candidates.ts";

const SEEDS = 12;
const SECOND_EDITS = 2_500;
const BLIND_EDITS = 140;
const NEAREST = 60;
const GUIDES = 8;
/** New partial fixes looked at between two chunks, and pairs of them tried at once. */
const MAX_FRESH = 60;
const MAX_SUGGESTED = 150;

/** The changes of a candidate with each edit cut down to what it changes: two of them may stand in one expression. */
function narrowChanges({ changes, parts }: Scored): Change[] {
  return changes.map(({ file, edits }) => {
    const source = parts.find(({ site }) => site.context.source.path === file)?.site.context.source.text;
    return { file, edits: source === undefined ? [...edits] : edits.map((edit) => narrowed(edit, source)) };
  });
}

/** Both changes as one candidate; undefined when they touch the same text. */
function join(a: Scored, b: Scored, id: number): Scored | undefined {
  const changes = narrowChanges(a);
  for (const { file, edits } of narrowChanges(b)) {
    const same = changes.find((change) => change.file === file);
    if (!same) changes.push({ file, edits: [...edits] });
    else if (edits.some((edit) => same.edits.some((other) => overlaps(edit, other)))) return undefined;
    else same.edits.push(...edits);
  }
  return {
    id,
    changes,
    operator: `${a.operator}+${b.operator}`,
    prior: a.prior * b.prior,
    score: a.score * b.score,
    suspicion: Math.max(a.suspicion, b.suspicion),
    parts: [...a.parts, ...b.parts],
    file: a.file,
  };
}

function complementing(a: Plausible, others: readonly Plausible[], targets: number): [Scored, Scored][] {
  return others
    .filter((b) => new Set([...a.verdict.fixed, ...b.verdict.fixed]).size === targets)
    .map((b) => [a.candidate, b.candidate]);
}

/** Partial fixes that together fix every failing test come first: two independent bugs look like this. */
function complements(partial: readonly Plausible[], targets: number): [Scored, Scored][] {
  const pairs: [Scored, Scored][] = [];
  for (const [index, a] of partial.entries())
    pairs.push(...complementing(a, partial.slice(index + 1), targets));
  return pairs.sort((a, b) => b[0].score * b[1].score - a[0].score * a[1].score).slice(0, 3_000);
}

/** Changes that bring the result nearer, the nearest first, each with other changes of the same function. */
function guided(one: readonly Scored[], found: Found): [Scored, Scored][] {
  const nearest = [...found.nearer]
    .sort(
      (a, b) =>
        (a.verdict.distance ?? 0) - (b.verdict.distance ?? 0) || b.candidate.score - a.candidate.score,
    )
    .slice(0, NEAREST)
    .map(({ candidate }) => candidate);
  const functionOf = (candidate: Scored): number => candidate.parts[0]?.site.fn?.start ?? -1;
  const pairs: [Scored, Scored][] = [];
  for (const [index, a] of nearest.entries())
    for (const b of nearest.slice(index + 1)) if (functionOf(a) === functionOf(b)) pairs.push([a, b]);
  for (const second of one.slice(0, SECOND_EDITS))
    for (const first of nearest.slice(0, GUIDES))
      if (first !== second && first.file === second.file && functionOf(first) === functionOf(second))
        pairs.push([first, second]);
  return pairs;
}

/** Numbers for candidates made while the search runs. */
export class Ids {
  #last: number;

  constructor(first: number) {
    this.#last = first - 1;
  }

  next(): number {
    return ++this.#last;
  }
}

const joined = (pairs: readonly [Scored, Scored][], ids: Ids): Scored[] =>
  pairs.flatMap(([a, b]) => join(a, b, ids.next()) ?? []);

/**
 * Says, each time it is asked, which new pairs of partial fixes together fix all failing tests: two independent bugs
 * are mended as soon as both halves are known.
 */
export function complementsOf(targets: number, ids: Ids): (found: Found) => Scored[] {
  let seen = 0;
  return ({ partial }) => {
    const fresh = partial.slice(seen, seen + MAX_FRESH);
    const before = partial.slice(0, seen);
    seen = partial.length;
    const pairs = fresh.flatMap((a, index) =>
      complementing(a, [...before, ...fresh.slice(index + 1)], targets),
    );
    pairs.sort((a, b) => b[0].score * b[1].score - a[0].score * a[1].score);
    return joined(pairs.slice(0, MAX_SUGGESTED), ids);
  };
}

/** Both lists by turns, so that a long one does not keep the other from its turn. */
function byTurns<T>(first: readonly T[], second: readonly T[]): T[] {
  const longest = Math.max(first.length, second.length);
  return Array.from({ length: longest }, (_, at) => [
    ...first.slice(at, at + 1),
    ...second.slice(at, at + 1),
  ]).flat();
}

/** A partial fix plus any other edit, and changes that bring the result nearer plus another of the same function. */
export function pairsOfPartial(one: readonly Scored[], found: Found, targets: number, ids: Ids): Scored[] {
  const halves = complements(found.partial.slice(0, 400), targets);
  const pairs: [Scored, Scored][] = [];
  const seeds = [...found.partial]
    .sort((a, b) => b.verdict.fixed.length - a.verdict.fixed.length || b.candidate.score - a.candidate.score)
    .slice(0, SEEDS);
  for (const second of one.slice(0, SECOND_EDITS))
    for (const { candidate } of seeds) pairs.push([candidate, second]);
  return joined([...halves, ...byTurns(pairs, guided(one, found))], ids);
}

/** Pairs of the best single edits of one file, without any hint that they help. */
export function pairsOfBest(one: readonly Scored[], ids: Ids): Scored[] {
  const blind: [Scored, Scored][] = [];
  const best = one.slice(0, BLIND_EDITS);
  for (const [index, a] of best.entries())
    for (const b of best.slice(index + 1)) if (a.file === b.file) blind.push([a, b]);
  return joined(
    blind.sort((a, b) => b[0].score * b[1].score - a[0].score * a[1].score),
    ids,
  );
}
