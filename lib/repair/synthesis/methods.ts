/** A method or function of one value: text before and after it, its cost, what it computes. */
export type Unary = readonly [
  before: string,
  after: string,
  cost: number,
  compute: (value: never) => unknown,
];

export const ON_NUMBER: readonly Unary[] = [
  ["Math.floor(", ")", 1, (n: number) => Math.floor(n)],
  ["Math.ceil(", ")", 1.1, (n: number) => Math.ceil(n)],
  ["Math.round(", ")", 1.1, (n: number) => Math.round(n)],
  ["Math.abs(", ")", 1, (n: number) => Math.abs(n)],
  ["String(", ")", 1.8, (n: number) => String(n)],
  ["String.fromCharCode(", ")", 2.4, (n: number) => String.fromCharCode(n)],
  ["-", "", 1.2, (n: number) => -n],
];
export const ON_STRING: readonly Unary[] = [
  ["", ".trim()", 1, (s: string) => s.trim()],
  ["", ".toLowerCase()", 1, (s: string) => s.toLowerCase()],
  ["", ".toUpperCase()", 1, (s: string) => s.toUpperCase()],
  ["", ".charCodeAt(0)", 2.4, (s: string) => (s === "" ? Number.NaN : s.charCodeAt(0))],
  ["", ".slice(1)", 1.1, (s: string) => s.slice(1)],
  ["", ".slice(0, -1)", 1.2, (s: string) => s.slice(0, -1)],
  ["Number(", ")", 1.1, (s: string) => Number(s)],
  ["", ".split('').reverse().join('')", 1.8, (s: string) => s.split("").reverse().join("")],
];
export const ON_ARRAY: readonly Unary[] = [
  ["", ".slice(1)", 1.1, (list: unknown[]) => list.slice(1)],
  ["", ".slice(0, -1)", 1.1, (list: unknown[]) => list.slice(0, -1)],
  ["[...", "]", 1.3, (list: unknown[]) => [...list]],
  ["", ".toReversed()", 1.3, (list: unknown[]) => list.toReversed()],
  ["", ".toSorted()", 1.3, (list: unknown[]) => list.toSorted()],
  ["", ".flat()", 1.4, (list: unknown[]) => list.flat()],
  ["", ".filter(Boolean)", 1.5, (list: unknown[]) => list.filter(Boolean)],
  ["", ".join('')", 1.4, (list: unknown[]) => list.join("")],
];
