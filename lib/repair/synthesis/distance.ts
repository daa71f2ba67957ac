import { keyOf } from "./snapshot.ts";

const LONGEST_TEXT = 400;

/** Edit distance of two texts (Levenshtein 1965), cut to the first few hundred characters. */
export function editDistance(a: string, b: string): number {
  const left = a.slice(0, LONGEST_TEXT);
  const right = b.slice(0, LONGEST_TEXT);
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[right.length] ?? 0;
}

/** How far a value is from the expected one; 0 for equal ones, comparable only for the same expectation. */
export function distance(actual: unknown, expected: unknown, depth = 0): number {
  if (Object.is(actual, expected)) return 0;
  if (typeof actual === "number" && typeof expected === "number") {
    const gap = Math.abs(actual - expected);
    return Number.isFinite(gap) ? Math.log2(1 + gap) + 0.1 : 40;
  }
  if (typeof actual === "string" && typeof expected === "string") return editDistance(actual, expected) + 0.1;
  if (depth > 4 || typeof actual !== typeof expected || actual === null || expected === null) return 30;
  if (Array.isArray(actual) && Array.isArray(expected)) {
    let sum = 5 * Math.abs(actual.length - expected.length);
    for (let i = 0; i < Math.min(actual.length, expected.length, 60); i++)
      sum += distance(actual[i], expected[i], depth + 1);
    return sum;
  }
  if (typeof actual === "object" && typeof expected === "object") {
    const [left, right] = [actual as Record<string, unknown>, expected as Record<string, unknown>];
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    let sum = names.size === 0 && keyOf(actual) !== keyOf(expected) ? 10 : 0;
    for (const name of names)
      sum += name in left && name in right ? distance(left[name], right[name], depth + 1) : 6;
    return sum;
  }
  return 20;
}

/** A differing leaf of two values. */
export interface Difference {
  actual: unknown;
  expected: unknown;
}

/** Leaves in which two structures differ, the whole values first; at most a handful. */
export function differences(actual: unknown, expected: unknown, depth = 0): Difference[] {
  if (keyOf(actual) === keyOf(expected)) return [];
  const here = [{ actual, expected }];
  if (depth > 4 || typeof actual !== "object" || typeof expected !== "object" || !actual || !expected)
    return here;
  const [left, right] = [actual as Record<string, unknown>, expected as Record<string, unknown>];
  const below = [...new Set([...Object.keys(right), ...Object.keys(left)])]
    .slice(0, 60)
    .flatMap((name) => differences(left[name], right[name], depth + 1));
  return [...here, ...below].slice(0, 8);
}
