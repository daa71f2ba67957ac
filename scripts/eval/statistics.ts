/** An estimate with its 95 % interval. */
export interface Interval {
  low: number;
  high: number;
}

export interface Share extends Interval {
  count: number;
  of: number;
  /** count / of; null when nothing was measured. */
  share: number | null;
}

/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959964;

/** A share with its Wilson score interval (Wilson 1927), which is right also for few tasks and shares near 0 and 1. */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, share: null, low: 0, high: 1 };
  const p = count / of;
  const denominator = 1 + Z ** 2 / of;
  const centre = (p + Z ** 2 / (2 * of)) / denominator;
  const half = (Z * Math.sqrt((p * (1 - p)) / of + Z ** 2 / (4 * of ** 2))) / denominator;
  return { count, of, share: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan); null without values. */
export function quantile(values: readonly number[], q: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

/** Mulberry32: a small generator with a fixed seed, so that a scorecard computed twice is the same. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const RESAMPLES = 2_000;

/** 95 % percentile-bootstrap interval (Efron 1979) of a statistic of a sample; null below two values. */
export function bootstrap(
  values: readonly number[],
  statistic: (sample: readonly number[]) => number | null,
): Interval | null {
  if (values.length < 2) return null;
  const random = randomFrom(values.length);
  const results = Array.from({ length: RESAMPLES }, () =>
    statistic(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).filter((one) => one !== null);
  const [low, high] = [quantile(results, 0.025), quantile(results, 0.975)];
  return low === null || high === null ? null : { low, high };
}

export interface Distribution {
  count: number;
  median: number | null;
  /** 95 % interval of the median. */
  medianInterval: Interval | null;
  p90: number | null;
  max: number | null;
}

export function distributionOf(values: readonly number[]): Distribution {
  return {
    count: values.length,
    median: quantile(values, 0.5),
    medianInterval: bootstrap(values, (sample) => quantile(sample, 0.5)),
    p90: quantile(values, 0.9),
    max: values.length > 0 ? Math.max(...values) : null,
  };
}

/**
 * One-sided exact sign test on pairs that changed (McNemar's test without its approximation): how likely
 * at least `worse` of all changes would be losses if losses and gains were equally likely.
 */
export function signTest(worse: number, better: number): number {
  const n = worse + better;
  let probability = 0;
  let term = 0.5 ** n;
  for (let k = 0; k <= n; k += 1) {
    if (k >= worse) probability += term;
    term = (term * (n - k)) / (k + 1);
  }
  return Math.min(1, probability);
}
