/** Values of the readable names at one moment, by name. */
export type Environment = Record<string, unknown>;

const MAX_DEPTH = 4;
const MAX_ITEMS = 120;

/** A copy that later changes of the program can't reach. Getters are not called; deep and large parts are cut. */
export function snapshot(value: unknown, depth = 0, known = new Map<object, unknown>()): unknown {
  if (typeof value !== "object" || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  if (depth > MAX_DEPTH || value === globalThis || value instanceof Promise || value instanceof RegExp)
    return value;
  const inner = (next: unknown): unknown => snapshot(next, depth + 1, known);
  if (value instanceof Date) return new Date(value.getTime());
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    known.set(value, copy);
    for (let i = 0; i < Math.min(value.length, MAX_ITEMS); i++) copy[i] = inner(value[i]);
    return copy;
  }
  if (value instanceof Map)
    return new Map([...value].slice(0, MAX_ITEMS).map(([key, item]) => [inner(key), inner(item)]));
  if (value instanceof Set) return new Set([...value].slice(0, MAX_ITEMS).map(inner));
  if (ArrayBuffer.isView(value) || value instanceof WeakMap || value instanceof WeakSet) return value;
  const copy = Object.create(Object.getPrototypeOf(value) as object | null) as Record<string, unknown>;
  known.set(value, copy);
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value)).slice(0, MAX_ITEMS))
    if ("value" in descriptor)
      Object.defineProperty(copy, key, {
        value: inner(descriptor.value),
        enumerable: descriptor.enumerable ?? true,
        writable: true,
        configurable: true,
      });
  return copy;
}

const numbered = new WeakMap<object, number>();
let numbers = 0;

function identity(value: object): string {
  const known = numbered.get(value) ?? ++numbers;
  numbered.set(value, known);
  return `#${known}`;
}

/** A text that is equal for values with equal structure. */
export function keyOf(value: unknown, depth = 0): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return identity(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (depth > MAX_DEPTH) return "…";
  const inner = (next: unknown): string => keyOf(next, depth + 1);
  if (Array.isArray(value)) return `[${value.slice(0, MAX_ITEMS).map(inner).join()}]`;
  if (value instanceof Date) return `D${value.getTime()}`;
  if (value instanceof RegExp) return String(value);
  if (value instanceof Map)
    return `M${[...value].map(([key, item]) => `${inner(key)}=${inner(item)}`).join()}`;
  if (value instanceof Set) return `S${[...value].map(inner).join()}`;
  if (value instanceof Promise || ArrayBuffer.isView(value)) return identity(value);
  const entries = Object.entries(Object.getOwnPropertyDescriptors(value));
  const known = entries.filter(([, { enumerable }]) => enumerable).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${known.map(([key, descriptor]) => `${key}:${inner(descriptor.value)}`).join()}}`;
}
