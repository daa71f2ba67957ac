import type { FaultEvidence } from "./fault-evidence.ts";
import { fuseRanks, rankByScore } from "./fuse-ranks.ts";

type Scores = ReadonlyMap<string, number>;

/** Keys by several scores, the first that differs decides; then by name, so that the order is always the same. */
function orderBy(keys: Iterable<string>, ...scores: Scores[]): string[] {
  return [...keys].sort((a, b) => {
    for (const score of scores) {
      const difference = (score.get(b) ?? 0) - (score.get(a) ?? 0);
      if (difference !== 0) return difference;
    }
    return a.localeCompare(b);
  });
}

const unique = (...lists: string[][]): string[] => [...new Set(lists.flat())];

const byStack = ({ stack }: FaultEvidence): string[] =>
  [...stack].sort(([, a], [, b]) => a - b).map(([key]) => key);

const only = (scores: Scores, keys: ReadonlyMap<string, unknown>): Scores =>
  new Map([...scores].filter(([key]) => keys.has(key)));

/** The ways of looking for a fault; each gives the keys of suspects, the most suspicious first. */
export const rankings = {
  "text search": ({ text }: FaultEvidence) => orderBy(text.keys(), text),

  "text + stack trace": (evidence: FaultEvidence) =>
    unique(byStack(evidence), orderBy(evidence.text.keys(), evidence.text)),

  /** Only what the failing tests lead to, and of that first what passing tests do not lead to. */
  "text + stack trace + call graph": (evidence: FaultEvidence) => {
    const { text, reach } = evidence;
    const fused = fuseRanks([rankByScore(reach), rankByScore(only(text, reach))]);
    return unique(byStack(evidence), orderBy(fused.keys(), fused), orderBy(text.keys(), text));
  },

  /** The repair engine's own order; it knows the stack trace. */
  coverage: ({ coverage }: FaultEvidence) => orderBy(coverage.keys(), coverage),

  /** What ran decides; among equals the call graph, then the words. */
  "coverage + call graph + text": ({ coverage, reach, text }: FaultEvidence) =>
    orderBy(coverage.keys(), coverage, reach, text),
} satisfies Record<string, (evidence: FaultEvidence) => string[]>;

export type Ranking = keyof typeof rankings;

/** The best order for what is known: with coverage where tests could be measured, else without. */
export function bestRanking({ coverage }: FaultEvidence): Ranking {
  return coverage.size > 0 ? "coverage + call graph + text" : "text + stack trace + call graph";
}
