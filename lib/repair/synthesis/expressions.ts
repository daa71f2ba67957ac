import { objects } from "./objects.ts";
import { attempt, FAILED, grouped, type Pool, type Term } from "./pool.ts";
import type { Found } from "./predicates.ts";
import { keyOf } from "./snapshot.ts";

/** Wanted values by row; UNKNOWN where nothing is known. */
export const UNKNOWN = Symbol("unknown");
export type Wanted = readonly unknown[];

const MAX_FOUND = 14;
const MAX_OPERANDS = 46;

function agrees(values: readonly unknown[], wanted: Wanted, keys: readonly string[]): boolean {
  return wanted.every((value, row) => value === UNKNOWN || keyOf(values[row]) === keys[row]);
}

type Binary = readonly [operator: string, cost: number, compute: (a: number, b: number) => number];

const ARITHMETIC: readonly Binary[] = [
  ["+", 0.5, (a, b) => a + b],
  ["-", 0.5, (a, b) => a - b],
  ["*", 0.6, (a, b) => a * b],
  ["/", 0.7, (a, b) => a / b],
  ["%", 0.8, (a, b) => a % b],
];

/** Numbers: two operands, then three by looking up the missing one. */
function arithmetic(pool: Pool, wanted: Wanted, keys: readonly string[]): Found[] {
  const operands = pool
    .of("number")
    .filter(({ nullable }) => !nullable)
    .slice(0, MAX_OPERANDS);
  const found: Found[] = [];
  const cared = wanted.flatMap((value, row) => (value === UNKNOWN ? [] : [row]));
  const byValues = new Map(
    operands.toReversed().map((term) => [cared.map((row) => keyOf(term.values[row])).join("|"), term]),
  );
  const goal = cared.map((row) => Number(wanted[row]));
  for (const a of operands)
    for (const b of operands)
      for (const [operator, cost, compute] of ARITHMETIC) {
        if (/^[+*]$/.test(operator) && a.cost > b.cost) continue;
        const values = cared.map((row) => compute(Number(a.values[row]), Number(b.values[row])));
        const code = `${grouped(a)} ${operator} ${grouped(b)}`;
        const total = a.cost + b.cost + cost;
        if (values.every((value, index) => keyOf(value) === keys[cared[index] ?? 0]))
          found.push({ code, cost: total });
        else if (total < 4.4)
          found.push(
            ...third(code, operator, total, values, goal, byValues),
            ...rounded(code, total, values, goal),
          );
      }
  return found;
}

function rounded(code: string, cost: number, values: readonly number[], goal: readonly number[]): Found[] {
  return (["floor", "ceil", "round", "abs"] as const).flatMap((name) =>
    values.every((value, index) => Math[name](value) === goal[index])
      ? [{ code: `Math.${name}(${code})`, cost: cost + 1 }]
      : [],
  );
}

function third(
  code: string,
  operator: string,
  cost: number,
  values: readonly number[],
  goal: readonly number[],
  byValues: ReadonlyMap<string, Term>,
): Found[] {
  const look = (needed: readonly number[]): Term | undefined =>
    byValues.get(needed.map((value) => keyOf(value)).join("|"));
  const at = (index: number): number => goal[index] ?? Number.NaN;
  if (!values.every((value) => Number.isFinite(value) && value !== 0)) return [];
  const sum = /^[+-]$/.test(operator);
  const added = look(values.map((value, index) => at(index) - value));
  const taken = look(values.map((value, index) => value - at(index)));
  const times = look(values.map((value, index) => at(index) / value));
  return [
    ...(added && added.code !== "0"
      ? [{ code: `${code} + ${grouped(added)}`, cost: cost + added.cost + 0.6 }]
      : []),
    ...(taken && taken.code !== "0"
      ? [{ code: `${code} - ${grouped(taken)}`, cost: cost + taken.cost + 0.6 }]
      : []),
    ...(times && times.code !== "1"
      ? [{ code: `${sum ? `(${code})` : code} * ${grouped(times)}`, cost: cost + times.cost + 0.7 }]
      : []),
  ];
}

/** Texts put together from up to three pieces. */
function concatenation(pool: Pool, wanted: Wanted): Found[] {
  const pieces = pool
    .of("string", "number")
    .filter(({ nullable, code }) => !nullable && code !== '""')
    .slice(0, 90);
  const rows = wanted.flatMap((value, row) => (typeof value === "string" ? [row] : []));
  const found: Found[] = [];
  const extend = (
    done: readonly number[],
    code: string,
    cost: number,
    parts: number,
    text: boolean,
  ): void => {
    for (const piece of pieces) {
      const fits = rows.every((row, index) =>
        String(wanted[row]).startsWith(String(piece.values[row]), done[index]),
      );
      if (!fits) continue;
      const next = rows.map((row, index) => (done[index] ?? 0) + String(piece.values[row]).length);
      const joined = code ? `${code} + ${grouped(piece)}` : grouped(piece);
      const textual = text || piece.kind === "string";
      const total = cost + piece.cost + 0.4;
      if (rows.every((row, index) => next[index] === String(wanted[row]).length)) {
        if (parts > 0 && textual) found.push({ code: joined, cost: total });
      } else if (parts < 2 && found.length < 60) extend(next, joined, total, parts + 1, textual);
    }
  };
  extend(
    rows.map(() => 0),
    "",
    0,
    0,
    false,
  );
  return found;
}

/** Parts of lists and texts between two positions. */
function parts(pool: Pool, wanted: Wanted, keys: readonly string[]): Found[] {
  const whole = pool
    .of("array", "string")
    .filter(({ nullable, cost, code }) => !nullable && cost < 3 && !/^["[]/.test(code))
    .slice(0, 8);
  const at = pool
    .of("number")
    .filter(({ nullable, cost }) => !nullable && cost < 3.2)
    .slice(0, 26);
  const found: Found[] = [];
  const offer = (code: string, cost: number, make: (row: number) => unknown): void => {
    const fits = wanted.every(
      (value, row) => value === UNKNOWN || keyOf(attempt(() => make(row))) === keys[row],
    );
    if (fits) found.push({ code, cost });
  };
  for (const a of whole)
    for (const from of at)
      for (const to of at) {
        const cut = (row: number, end: number): unknown =>
          (a.values[row] as string).slice(Number(from.values[row]), end);
        const cost = a.cost + from.cost + to.cost + 0.8;
        offer(`${grouped(a)}.slice(${from.code}, ${to.code})`, cost, (row) =>
          cut(row, Number(to.values[row])),
        );
        if (from.code !== "0" && from.code !== to.code)
          offer(`${grouped(a)}.slice(${from.code}, ${from.code} + ${grouped(to)})`, cost + 0.4, (row) =>
            cut(row, Number(from.values[row]) + Number(to.values[row])),
          );
      }
  return found;
}

/** Lists made of other values. */
function lists(pool: Pool, wanted: Wanted, keys: readonly string[]): Found[] {
  const arrays = pool
    .of("array")
    .filter(({ nullable, code }) => !nullable && code !== "[]")
    .slice(0, 14);
  const items = pool.all.filter(({ cost }) => cost < 3).slice(0, 40);
  const found: Found[] = [];
  const offer = (code: string, cost: number, make: (row: number) => unknown): void => {
    const values = wanted.map((value, row) => (value === UNKNOWN ? undefined : attempt(() => make(row))));
    if (!values.includes(FAILED) && agrees(values, wanted, keys)) found.push({ code, cost });
  };
  for (const a of arrays) {
    for (const b of items) {
      offer(`[...${a.code}, ${b.code}]`, a.cost + b.cost + 1, (row) => [
        ...(a.values[row] as unknown[]),
        b.values[row],
      ]);
      offer(`[${b.code}, ...${a.code}]`, a.cost + b.cost + 1, (row) => [
        b.values[row],
        ...(a.values[row] as unknown[]),
      ]);
      if (b.kind === "number")
        offer(`${grouped(a)}.slice(${b.code})`, a.cost + b.cost + 0.8, (row) =>
          (a.values[row] as unknown[]).slice(Number(b.values[row])),
        );
      if (b.kind === "number")
        offer(`${grouped(a)}.slice(0, ${b.code})`, a.cost + b.cost + 0.9, (row) =>
          (a.values[row] as unknown[]).slice(0, Number(b.values[row])),
        );
    }
    for (const b of arrays)
      offer(`[...${a.code}, ...${b.code}]`, a.cost + b.cost + 1, (row) => [
        ...(a.values[row] as unknown[]),
        ...(b.values[row] as unknown[]),
      ]);
  }
  for (const a of items.slice(0, 30)) {
    offer(`[${a.code}]`, a.cost + 0.8, (row) => [a.values[row]]);
    for (const b of items.slice(0, 30))
      offer(`[${a.code}, ${b.code}]`, a.cost + b.cost + 0.9, (row) => [a.values[row], b.values[row]]);
  }
  return found;
}

/** Expressions that have the wanted value in every row, cheapest first. */
export function solveValue(pool: Pool, wanted: Wanted): Found[] {
  const keys = wanted.map((value) => (value === UNKNOWN ? "" : keyOf(value)));
  const found: Found[] = pool.all
    .filter(({ values }) => agrees(values, wanted, keys))
    .map(({ code, cost }) => ({ code, cost }));
  const cared = wanted.filter((value) => value !== UNKNOWN);
  const all = (type: string): boolean => cared.length > 0 && cared.every((value) => typeof value === type);
  if (found.length < MAX_FOUND && all("number")) found.push(...arithmetic(pool, wanted, keys));
  if (found.length < MAX_FOUND && all("string")) found.push(...concatenation(pool, wanted));
  if (found.length < MAX_FOUND && cared.length > 0 && cared.every(Array.isArray))
    found.push(...lists(pool, wanted, keys));
  if (found.length < MAX_FOUND && cared.length > 0 && (all("string") || cared.every(Array.isArray)))
    found.push(...parts(pool, wanted, keys));
  if (found.length < MAX_FOUND) found.push(...objects(pool, wanted, UNKNOWN, solveValue));
  const unique = new Map(found.sort((a, b) => b.cost - a.cost).map((one) => [one.code, one]));
  return [...unique.values()].sort((a, b) => a.cost - b.cost).slice(0, MAX_FOUND);
}
