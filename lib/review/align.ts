import { isNode, type Node } from "../repair/syntax/node.ts";
import type { Side } from "./file-change.ts";
import { sourceOf } from "./file-change.ts";

/** Two places of the old and the new tree that stand for each other and differ. */
export interface Pair {
  before: Node;
  after: Node;
  /** The nodes of the new tree around `after`, the direct parent first. */
  around: readonly Node[];
}

export interface Alignment {
  pairs: Pair[];
  /** Statements and list items that the new tree has no counterpart for, with the new node that would hold them. */
  removed: { node: Node; parent: Node }[];
}

const SKIPPED = new Set(["type", "start", "end", "loc", "extra", "errors", "tokens"]);
const isField = (field: string): boolean => !SKIPPED.has(field) && !/Comments$/.test(field);

interface Work {
  before: Side;
  after: Side;
  found: Alignment;
}

/** Longest common subsequence of two lists of texts, as index pairs. */
function common(a: string[], b: string[]): [number, number][] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

const LONGEST_LIST = 400;

/** Pairs of equal items are passed over; what lies between two of them is paired in order, by type. */
function alignLists(work: Work, lists: { before: Node[]; after: Node[] }, around: readonly Node[]): void {
  const { before, after } = lists;
  if (before.length > LONGEST_LIST || after.length > LONGEST_LIST) return;
  const texts = [
    before.map((node) => sourceOf(work.before, node)),
    after.map((node) => sourceOf(work.after, node)),
  ] as const;
  const anchors = [...common(texts[0], texts[1]), [before.length, after.length] as [number, number]];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of anchors) {
    const gone = before.slice(i, nextI);
    const come = after.slice(j, nextJ);
    for (const node of gone) {
      const index = come.findIndex(({ type }) => gone.length === come.length || type === node.type);
      const partner = index < 0 ? undefined : come.splice(index, 1)[0];
      const parent = around[0];
      if (partner) alignNodes(work, { before: node, after: partner, around });
      else if (parent) work.found.removed.push({ node, parent });
    }
    [i, j] = [nextI + 1, nextJ + 1];
  }
}

function alignNodes(work: Work, pair: Pair): void {
  const { before, after } = pair;
  if (sourceOf(work.before, before) === sourceOf(work.after, after)) return;
  work.found.pairs.push(pair);
  if (before.type !== after.type) return;
  const around = [after, ...pair.around];
  for (const field of Object.keys(before).filter(isField)) {
    const [one, other] = [before[field], after[field]];
    if (isNode(one) && isNode(other)) alignNodes(work, { before: one, after: other, around });
    else if (Array.isArray(one) && Array.isArray(other))
      alignLists(work, { before: one.filter(isNode), after: other.filter(isNode) }, around);
  }
}

/** Walks two trees at once and gives every place in which they differ, from the outside in. */
export function align(before: Side, after: Side): Alignment {
  const found: Alignment = { pairs: [], removed: [] };
  if (before.ast && after.ast)
    alignNodes({ before, after, found }, { before: before.ast, after: after.ast, around: [] });
  return found;
}
