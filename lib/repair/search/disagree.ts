import type { WarmWorker } from "../worker/client.ts";
import type { Probe } from "../worker/protocol.ts";
import type { Ranked } from "./rank.ts";
import { plausibleScore } from "./rank.ts";

/** An input on which plausible patches give different results: a question a person can answer. */
export interface Distinction {
  /** The call as code, such as `clamp(-1, 0, 5)`. */
  call: string;
  /** What the unpatched program gives. */
  before: string;
  /** What each group of patches gives; `patches` are positions in the ranked list. */
  answers: { gives: string; patches: number[] }[];
}

export interface Compared {
  ranked: Ranked[];
  /** Groups of patches that behave alike on every input tried; 1 when they can't be told apart. */
  behaviours: number;
  distinction?: Distinction;
}

const MAX_COMPARED = 14;

function offsetOf(one: Ranked): number {
  return Math.min(...one.candidate.changes.flatMap(({ edits }) => edits.map(({ start }) => start)));
}

/** How often a patch leaves results of passing tests' inputs and their neighbours as they were, in 0..1. */
function preservation(probe: Probe, outputs: readonly string[]): number {
  const [original = []] = probe.outputs;
  const same = outputs.filter((output, index) => output === original[index]).length;
  return outputs.length === 0 ? 1 : same / outputs.length;
}

/**
 * Run the best plausible patches of one function on recorded and generated inputs. Patches are ranked again by the
 * size of the group that behaves alike and by how much of the old behaviour they keep; where groups differ, the
 * simplest differing input is named.
 */
export async function compare(
  worker: WarmWorker,
  ranked: readonly Ranked[],
  testFiles: readonly string[],
  budget: number,
): Promise<Compared> {
  const unchanged: Compared = { ranked: [...ranked], behaviours: ranked.length };
  const [best] = ranked;
  const [change] = best?.candidate.changes ?? [];
  if (!best || !change || ranked.length < 2) return { ...unchanged, behaviours: Math.min(1, ranked.length) };
  const group = ranked
    .filter(({ candidate }) => candidate.changes.length === 1 && candidate.file === best.candidate.file)
    .slice(0, MAX_COMPARED);
  const variants = group.map(({ candidate }) => candidate.changes[0]?.edits ?? []);
  const probe = await worker.probe({
    file: change.file,
    offset: offsetOf(best),
    variants,
    testFiles: [...testFiles],
    budget,
  });
  if (probe.inputs.length === 0) return unchanged;
  const outputs = probe.outputs.slice(1);
  const keys = outputs.map((row) => row.join("\0"));
  const weights = new Map<string, number>();
  for (const [index, one] of group.entries())
    weights.set(keys[index] ?? "", (weights.get(keys[index] ?? "") ?? 0) + plausibleScore(one));
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const adjusted = new Map(
    group.map((one, index) => {
      const share = (weights.get(keys[index] ?? "") ?? 0) / all;
      const kept = preservation(probe, outputs[index] ?? []);
      return [one, one.rank * (0.85 + 0.15 * share) * (0.9 + 0.1 * kept)];
    }),
  );
  const again = ranked
    .map((one) => ({ ...one, rank: adjusted.get(one) ?? one.rank * 0.9, from: one }))
    .sort(
      (a, b) => Number(a.overfit) - Number(b.overfit) || b.rank - a.rank || a.candidate.id - b.candidate.id,
    );
  const rows = again.map(({ from }) => outputs[group.indexOf(from)]);
  const distinction = distinguish(probe, rows);
  return {
    ranked: again.map(({ from, rank }) => ({ ...from, rank })),
    behaviours: weights.size,
    ...(distinction && { distinction }),
  };
}

/** The simplest input on which the first patch differs from another one. */
function distinguish(
  probe: Probe,
  rows: readonly (readonly string[] | undefined)[],
): Distinction | undefined {
  const [first] = rows;
  if (!first) return undefined;
  let best: { index: number; cost: number } | undefined;
  probe.inputs.forEach(({ call }, index) => {
    const differing = rows.findIndex((row) => row && row[index] !== first[index]);
    if (differing === -1) return;
    const odd = /throws|does not end|\?$/.test(`${first[index]}|${rows[differing]?.[index]}`) ? 60 : 0;
    const cost = call.length + 30 * differing + odd;
    if (!best || cost < best.cost) best = { index, cost };
  });
  const chosen = best;
  if (!chosen) return undefined;
  const answers = new Map<string, number[]>();
  rows.forEach((row, position) => {
    const gives = row?.[chosen.index];
    if (gives !== undefined) answers.set(gives, [...(answers.get(gives) ?? []), position]);
  });
  return {
    call: probe.inputs[chosen.index]?.call ?? "",
    before: probe.outputs[0]?.[chosen.index] ?? "",
    answers: [...answers].map(([gives, patches]) => ({ gives, patches })),
  };
}
