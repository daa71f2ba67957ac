import type { Mutant } from "./request.ts";

/** A possible mutant: `place` groups those of the same line of the same function, `family` those of one operator. */
export interface PossibleMutant extends Omit<Mutant, "id"> {
  place: string;
  family: string;
}

/** At most `limit` mutants, spread over the places, of each place first those of different operators. */
export function spreadMutants(possible: PossibleMutant[], limit: number): Mutant[] {
  const queues = [...Map.groupBy(possible, ({ place }) => place).values()].map((all) => {
    const families = [...Map.groupBy(all, ({ family }) => family).values()];
    const longest = Math.max(...families.map((group) => group.length));
    return Array.from({ length: longest }, (_, at) => families.flatMap((group) => group[at] ?? [])).flat();
  });
  const chosen: Mutant[] = [];
  const known = new Set<string>();
  for (let round = 0; chosen.length < limit && queues.some((queue) => queue.length > round); round += 1)
    for (const queue of queues) {
      const one = queue[round];
      if (!one || known.has(one.text) || chosen.length >= limit) continue;
      known.add(one.text);
      chosen.push({ id: chosen.length, line: one.line, what: one.what, text: one.text });
    }
  return chosen;
}
