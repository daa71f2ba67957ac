/** Damps the first places; the value of the source. */
const K = 60;

/** Places (from 1) by score, the highest first; equal scores share the best place of theirs. */
export function rankByScore(scores: Iterable<readonly [string, number]>): Map<string, number> {
  const sorted = [...scores].sort(([, a], [, b]) => b - a);
  const places = new Map<string, number>();
  let place = 0;
  sorted.forEach(([key, score], index) => {
    if (index === 0 || score !== sorted[index - 1]?.[1]) place = index + 1;
    places.set(key, place);
  });
  return places;
}

/**
 * Scores of several rankings together: the sum of 1 / (60 + place); a ranking that does not know a thing
 * adds nothing. Source: Cormack, Clarke, Büttcher, "Reciprocal rank fusion outperforms Condorcet and
 * individual rank learning methods", 2009.
 */
export function fuseRanks(rankings: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const fused = new Map<string, number>();
  for (const ranking of rankings)
    for (const [key, place] of ranking) fused.set(key, (fused.get(key) ?? 0) + 1 / (K + place));
  return fused;
}
