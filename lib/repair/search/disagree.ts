import type { WarmWorker } from "../worker/client.ts";
import { type Goal, type Probe, UNKNOWN } from "../worker/protocol.ts";
import { isOdd, looksOf } from "./behaviour.ts";
import type { Ranked } from "./rank.ts";
import type { Plausible } from "./run-candidates.ts";

/** An input on which plausible patches give different results: a question a person can answer. */
export interface Distinction {
  /** The call as code, such as `clamp(-1, 0, 5)`. */
  call: string;
  /** What the unpatched program gives. */
  before: string;
  /** What each group of patches gives; `patches` are positions in the ranked list. */
  answers: { gives: string; patches: number[] }[];
}

/** How many patches are looked at closely. */
export const MAX_COMPARED = 24;
const MILLISECONDS = 2_500;

/** A behaviour this much less likely than the best one is not worth a question. */
const RIVAL = 0.25;

function offsetOf({ candidate }: Plausible): number {
  return Math.min(...candidate.changes.flatMap(({ edits }) => edits.map(({ start }) => start)));
}

/** Run the first plausible patches on variants of the tests and of the arguments of the function they change. */
export async function observe(
  worker: WarmWorker,
  found: readonly Plausible[],
  goal: Goal,
  budget: number,
): Promise<Probe> {
  const group = found.slice(0, MAX_COMPARED);
  const [best] = group;
  const [change] = best?.candidate.changes ?? [];
  if (!best || !change || group.length < 2) return { inputs: [], outputs: [] };
  return worker.probe({
    file: change.file,
    offset: offsetOf(best),
    variants: group.map(({ candidate }) => candidate.changes),
    targets: goal.targets,
    passing: goal.passing,
    budget,
    milliseconds: MILLISECONDS,
  });
}

interface Look {
  index: number;
  id: number;
  position: number;
  cost: number;
}

/** Where two outputs first part, when both got there the same way. */
function parting(a: string, b: string): { id: number; position: number; results: string } | undefined {
  const [left, right] = [looksOf(a), looksOf(b)];
  const position = left.findIndex((look, at) => look.result !== right[at]?.result);
  const id = left[position]?.id;
  if (id === undefined || right[position]?.id !== id) return undefined;
  return { id, position, results: `${left[position]?.result}|${right[position]?.result}` };
}

/** The simplest input a person can read on which the first patch and a rival part. */
function simplest(probe: Probe, ranked: readonly Ranked[]): Look | undefined {
  const [first] = ranked;
  if (!first) return undefined;
  const rivals = ranked.filter(({ chance, overfit }) => !overfit && chance > RIVAL * first.chance);
  let best: Look | undefined;
  probe.inputs.forEach(({ calls }, index) => {
    const own = first.outputs?.[index] ?? UNKNOWN;
    for (const [rank, { outputs }] of rivals.entries()) {
      const other = outputs?.[index] ?? UNKNOWN;
      if (own === UNKNOWN || other === UNKNOWN || own === other) continue;
      const { id, position, results } = parting(own, other) ?? { id: -1, position: -1, results: "" };
      const call = calls[id];
      if (call === undefined) continue;
      const cost = call.length + 30 * rank + (isOdd(results) ? 60 : 0);
      if (!best || cost < best.cost) best = { index, id, position, cost };
    }
  });
  return best;
}

/** The simplest input on which the first patch differs from another one that could as well be right. */
export function distinguish(probe: Probe, ranked: readonly Ranked[]): Distinction | undefined {
  const look = simplest(probe, ranked);
  if (!look) return undefined;
  const at = (output: string | undefined): string | undefined =>
    looksOf(output ?? UNKNOWN)[look.position]?.result;
  const answers = new Map<string, number[]>();
  ranked.forEach(({ outputs }, position) => {
    const gives = outputs && at(outputs[look.index]);
    if (gives !== undefined) answers.set(gives, [...(answers.get(gives) ?? []), position]);
  });
  return {
    call: probe.inputs[look.index]?.calls[look.id] ?? "",
    before: at(probe.outputs[0]?.[look.index]) ?? "",
    answers: [...answers].map(([gives, patches]) => ({ gives, patches })),
  };
}

/** The distinction with those of its answers that the first patches give; undefined when fewer than two are left. */
export function amongFirst(distinction: Distinction, count: number): Distinction | undefined {
  const answers = distinction.answers
    .map(({ gives, patches }) => ({ gives, patches: patches.filter((position) => position < count) }))
    .filter(({ patches }) => patches.length > 0);
  return answers.length > 1 ? { ...distinction, answers } : undefined;
}
