import type { Probe } from "../worker/protocol.ts";
import { type Behaviour, behavioursOf } from "./behaviour.ts";
import { type FeatureName, featuresOf, type Setting, wordsOf } from "./features.ts";
import type { Plausible } from "./run-candidates.ts";

/** Weights of the conditional logit; see `docs/repair.md` for how they were fitted. */
const WEIGHTS: Readonly<Record<FeatureName, number>> = {
  precision: 0.8,
  prior: 2,
  suspicion: 1,
  size: -0.3,
  familiar: 1,
  newNumber: -0.6,
  newString: -0.6,
  testLiteral: -1.5,
  newWord: -0.2,
  statementLost: -0.8,
  constantCondition: -2,
  repeated: -1,
  spokenOf: 0.5,
  kept: 1,
  keptNearFailing: -0.5,
  broken: -3,
  mended: 0.5,
  unobserved: -0.5,
};

/** A plausible patch with its place among the others. */
export interface Ranked extends Plausible {
  /** Log-odds up to a constant. */
  rank: number;
  /** Estimated chance, in 0..1, that this behaviour is the right one among those found. */
  chance: number;
  overfit: boolean;
  /** Results on the inputs tried; undefined when it was not run on them. */
  outputs: readonly string[] | undefined;
}

/** The weighted sum of a patch's features. */
export function scoreOf(one: Plausible, setting: Setting, behaviour: Behaviour | undefined): number {
  const features = featuresOf(one.candidate, setting, behaviour);
  let sum = 0;
  for (const [name, weight] of Object.entries(WEIGHTS)) sum += weight * features[name as FeatureName];
  return sum;
}

/** The setting of patches that were found: their files' texts, the tests' literals, and words of the goal and the tests. */
export function settingOf(
  found: readonly Plausible[],
  testLiterals: ReadonlySet<string>,
  words: string,
): Setting {
  const sources = found.flatMap(({ candidate }) => candidate.parts.map(({ site }) => site.context.source));
  return {
    texts: new Map(sources.map(({ path, text }) => [path, text])),
    testLiterals,
    words: new Set(wordsOf(words)),
  };
}

const bySpecial = (a: Ranked, b: Ranked): number => Number(a.overfit) - Number(b.overfit);

/** Chances by group: patches of one key stand or fall together. */
function inOrder(scored: readonly { one: Ranked; key: string }[]): Ranked[] {
  const top = Math.max(...scored.map(({ one }) => one.rank));
  const odds = new Map<string, number>();
  for (const { one, key } of scored)
    odds.set(key, (odds.get(key) ?? 0) + (one.overfit ? 0 : Math.exp(one.rank - top)));
  const all = [...odds.values()].reduce((sum, next) => sum + next, 0);
  return scored
    .map(({ one, key }) => ({ ...one, chance: all > 0 ? (odds.get(key) ?? 0) / all : 0 }))
    .sort(
      (a, b) => bySpecial(a, b) || b.chance - a.chance || b.rank - a.rank || a.candidate.id - b.candidate.id,
    );
}

/** Best first, by what can be said without running them; a special case for the failing input comes last. */
export function rankPlausible(
  found: readonly Plausible[],
  setting: Setting,
  isOverfit: (found: Plausible) => boolean,
): Ranked[] {
  return inOrder(
    found.map((one, index) => ({
      one: {
        ...one,
        rank: scoreOf(one, setting, undefined),
        chance: 0,
        overfit: isOverfit(one),
        outputs: undefined,
      },
      key: String(index),
    })),
  );
}

/**
 * Ranks again with the results on other inputs. A behaviour's chance is the sum of its patches', so the best patch of
 * the likeliest behaviour comes first. `probe` belongs to the first patches of `ranked`, in order.
 */
export function rankByBehaviour(ranked: readonly Ranked[], setting: Setting, probe: Probe): Ranked[] {
  const behaviours = behavioursOf(probe);
  return inOrder(
    ranked.map((one, index) => {
      const behaviour = behaviours[index];
      return {
        one: {
          ...one,
          rank: scoreOf(one, setting, behaviour),
          outputs: behaviour ? probe.outputs[index + 1] : undefined,
        },
        key: behaviour?.key ?? `alone ${index}`,
      };
    }),
  );
}
