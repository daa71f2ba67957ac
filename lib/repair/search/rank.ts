import type { Source } from "../syntax/source.ts";
import type { Probe } from "../worker/protocol.ts";
import { behavioursOf } from "./behaviour.ts";
import { type Evidence, type FeatureName, featuresOf, type Setting, wordsOf } from "./features.ts";
import type { Plausible } from "./run-candidates.ts";
import { TokenModel } from "./tokens.ts";
import type { TypeVerdict } from "./type-check.ts";

/**
 * Weights of a conditional logit: the chance of a patch is `exp(weighted sum)` over that of all. Fitted by gradient
 * ascent on 68 seeded bugs in functions of public libraries and in small programs, drawn towards first guesses
 * (L2, 0.5) and rounded; `spokenOf` is a guess, as those bugs came without a goal in words. See `docs/repair.md`.
 */
export const WEIGHTS: Readonly<Record<FeatureName, number>> = {
  precision: 1.8,
  prior: 1.5,
  suspicion: 1,
  surprise: -0.5,
  strangeMember: -1.6,
  newNumber: -1.4,
  newString: -0.6,
  testLiteral: -1.5,
  newWord: -0.7,
  statementLost: -0.8,
  constantCondition: -2,
  repeated: -1,
  spokenOf: 1,
  kept: 2.2,
  broken: -3,
  mended: 0.5,
  unobserved: -0.5,
  typeErrors: -2,
  unused: -1.5,
  used: 1.5,
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
export function scoreOf(one: Plausible, setting: Setting, evidence: Evidence): number {
  const features = featuresOf(one.candidate, setting, evidence);
  let sum = 0;
  for (const [name, weight] of Object.entries(WEIGHTS)) sum += weight * features[name as FeatureName];
  return sum;
}

/**
 * The setting of one search: its files' texts, the tests' literals, words of the goal and the tests, and texts of
 * other files that show how the repository's code is written.
 */
export function settingOf(
  sources: readonly Pick<Source, "path" | "text">[],
  testLiterals: ReadonlySet<string>,
  words: string,
  others: readonly string[] = [],
): Setting {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const model = new TokenModel();
  for (const text of [...texts.values(), ...others]) model.read(text);
  return { texts, model, testLiterals, words: new Set(wordsOf(words)) };
}

const bySpecial = (a: Ranked, b: Ranked): number => Number(a.overfit) - Number(b.overfit);

/** How much it counts that several patches do the same: 0 not at all, 1 as if each were a reason of its own. */
const VOTE = 0.3;

/** Chances by group: patches of one key stand or fall together. The best of each group comes before the others. */
function inOrder(scored: readonly { one: Ranked; key: string }[]): Ranked[] {
  const top = Math.max(...scored.map(({ one }) => one.rank));
  const groups = new Map<string, { best: number; sum: number }>();
  for (const { one, key } of scored) {
    const odds = one.overfit ? 0 : Math.exp(one.rank - top);
    const group = groups.get(key) ?? { best: 0, sum: 0 };
    groups.set(key, { best: Math.max(group.best, odds), sum: group.sum + odds });
  }
  const oddsOf = new Map(
    [...groups].map(([key, { best, sum }]) => [key, best === 0 ? 0 : best ** (1 - VOTE) * sum ** VOTE]),
  );
  const all = [...oddsOf.values()].reduce((sum, next) => sum + next, 0);
  const sorted = scored
    .map(({ one, key }) => ({ key, one: { ...one, chance: all > 0 ? (oddsOf.get(key) ?? 0) / all : 0 } }))
    .sort(
      ({ one: a }, { one: b }) =>
        bySpecial(a, b) || b.chance - a.chance || b.rank - a.rank || a.candidate.id - b.candidate.id,
    );
  const seen = new Set<string>();
  const first = sorted.filter(({ key, one }) => !one.overfit && !seen.has(key) && seen.add(key));
  const others = sorted.filter((entry) => !first.includes(entry));
  return [...first, ...others].map(({ one }) => one);
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
        rank: scoreOf(one, setting, {}),
        chance: 0,
        overfit: isOverfit(one),
        outputs: undefined,
      },
      key: String(index),
    })),
  );
}

/**
 * Ranks again with the results on other inputs: the best patch of the likeliest behaviour comes first, then the best of
 * the next one. `probe` belongs to the first patches of `ranked`, in order.
 */
export function rankByEvidence(
  ranked: readonly Ranked[],
  setting: Setting,
  probe: Probe,
  types: readonly (TypeVerdict | undefined)[],
): Ranked[] {
  const behaviours = behavioursOf(probe);
  return inOrder(
    ranked.map((one, index) => {
      const behaviour = behaviours[index];
      return {
        one: {
          ...one,
          rank: scoreOf(one, setting, { behaviour, types: types[index] }),
          outputs: behaviour ? probe.outputs[index + 1] : undefined,
        },
        key: behaviour?.key ?? `alone ${index}`,
      };
    }),
  );
}
