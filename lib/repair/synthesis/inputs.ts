import { keyOf, snapshot } from "./snapshot.ts";

/** Arguments of one call; `trusted` when a passing test made it. */
export interface Input {
  values: unknown[];
  trusted: boolean;
}

const MAX_INPUTS = 70;

/** Whole numbers stay whole, and what is never negative stays so. */
function numbers(value: number): unknown[] {
  const all = Number.isInteger(value)
    ? [value + 1, value - 1, 0, 1, value * 2, value + 10]
    : [value + 0.1, value * 2, Math.round(value), 0];
  return value < 0 ? all : all.filter((next) => next >= 0);
}

function strings(value: string): unknown[] {
  const half = Math.ceil(value.length / 2);
  return [
    "",
    value.slice(0, -1),
    value.slice(1),
    value + value.slice(-1),
    value.toUpperCase(),
    ` ${value}`,
    value.slice(half) + value.slice(0, half),
  ];
}

function lists(value: readonly unknown[], depth: number): unknown[] {
  const [first] = value;
  const inner =
    value.length > 0
      ? variants(first, depth + 1)
          .slice(0, 4)
          .map((next) => [next, ...value.slice(1)])
      : [];
  return [
    [],
    value.slice(0, -1),
    value.slice(1),
    [...value].reverse(),
    ...(value.length > 0 ? [[...value, first]] : []),
    ...inner,
  ];
}

function objects(value: Record<string, unknown>, depth: number): unknown[] {
  const names = Object.keys(value).slice(0, 6);
  const without = names.map((name) =>
    Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)),
  );
  const changed = names.flatMap((name) =>
    variants(value[name], depth + 1)
      .slice(0, 3)
      .map((next) => ({ ...value, [name]: next })),
  );
  return [...without, ...changed];
}

/** Values like a given one: of the same kind, at its edges and a step beside it. */
export function variants(value: unknown, depth = 0): unknown[] {
  if (depth > 3) return [];
  if (typeof value === "number") return numbers(value);
  if (typeof value === "string") return strings(value);
  if (typeof value === "boolean") return [!value];
  if (Array.isArray(value)) return lists(value, depth);
  if (value instanceof Date) return [new Date(value.getTime() + 86_400_000), new Date(0)];
  if (value instanceof Map) return [new Map(), new Map([...value].slice(1))];
  if (value instanceof Set) return [new Set(), new Set([...value].slice(1))];
  const plain =
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return plain ? objects(value as Record<string, unknown>, depth) : [];
}

/** Recorded calls and their variants, one argument changed at a time; without repetitions, recorded ones first. */
export function inputsLike(recorded: readonly Input[]): Input[] {
  const found = new Map<string, Input>();
  const add = (values: unknown[], trusted: boolean): void => {
    const key = keyOf(values);
    if (!found.has(key) && found.size < MAX_INPUTS) found.set(key, { values, trusted });
  };
  for (const { values, trusted } of recorded.slice(0, 24)) add(values, trusted);
  const queues = recorded.slice(0, 16).map(({ values }) => {
    return values.flatMap((value, position) =>
      variants(value).map((next) => values.map((old, index) => (index === position ? next : old))),
    );
  });
  for (let turn = 0; found.size < MAX_INPUTS && queues.some((queue) => turn < queue.length); turn++)
    for (const queue of queues) {
      const values = queue[turn];
      if (values) add(snapshot(values) as unknown[], false);
    }
  return [...found.values()];
}
