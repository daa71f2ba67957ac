import { ON_ARRAY, ON_NUMBER, ON_STRING, type Unary } from "./methods.ts";
import { FAILED, grouped, Pool } from "./pool.ts";
import type { Environment } from "./snapshot.ts";

export interface Constants {
  numbers: readonly string[];
  strings: readonly string[];
}

const MAX_FIELDS = 12;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function variables(pool: Pool): void {
  const names = new Set(pool.rows.flatMap((row) => Object.keys(row)));
  let position = 0;
  for (const name of names) {
    const values = pool.rows.map((row) => (name in row ? row[name] : FAILED));
    if (values.some((value) => typeof value === "function")) continue;
    pool.add(name, values, 1 + 0.04 * position++);
  }
}

function constants(pool: Pool, { numbers, strings }: Constants): void {
  const every = (value: unknown): unknown[] => pool.rows.map(() => value);
  for (const [code, value, cost] of [
    ["0", 0, 1.2],
    ["1", 1, 1.2],
    ["-1", -1, 1.6],
    ["2", 2, 1.8],
    ['""', "", 1.3],
    ["true", true, 1.3],
    ["false", false, 1.3],
    ["null", null, 1.4],
    ["undefined", undefined, 1.4],
    ["[]", [], 1.5],
    ["{}", {}, 1.8],
  ] as const)
    pool.add(code, every(value), cost);
  for (const number of numbers.slice(0, 12)) pool.add(number, every(Number(number.replaceAll("_", ""))), 2);
  for (const string of strings.slice(0, 24)) pool.add(JSON.stringify(string), every(string), 2);
}

function fields(pool: Pool, cost: number): void {
  for (const term of pool.of("object").slice(0, 30)) {
    const names = new Set(
      term.values.flatMap((value) => (typeof value === "object" && value !== null ? Object.keys(value) : [])),
    );
    for (const name of [...names].slice(0, MAX_FIELDS)) {
      if (!IDENTIFIER.test(name)) continue;
      const dot = term.nullable ? "?." : ".";
      pool.apply(`${term.code}${dot}${name}`, [term], cost, (value: Record<string, unknown> | null) =>
        read(value, name),
      );
    }
  }
  for (const term of pool.of("array", "string").filter(({ code }) => !/^["[]/.test(code))) {
    const dot = term.nullable ? "?." : ".";
    pool.apply(`${term.code}${dot}length`, [term], 0.5, (value: string | null) => value?.length);
  }
  for (const term of pool.of("map", "set"))
    pool.apply(`${term.code}.size`, [term], 0.5, (value: Set<unknown>) => value.size);
}

function read(value: Record<string, unknown> | null | undefined, name: string): unknown {
  const descriptor = value && Object.getOwnPropertyDescriptor(value, name);
  return descriptor && "value" in descriptor ? descriptor.value : undefined;
}

function lookups(pool: Pool): void {
  const numbers = pool
    .of("number")
    .filter(({ cost }) => cost < 2.6)
    .slice(0, 12);
  for (const list of pool
    .of("array", "string")
    .filter(({ nullable, cost }) => !nullable && cost < 3)
    .slice(0, 12)) {
    pool.apply(`${grouped(list)}.at(-1)`, [list], 1.1, (value: string) => value.at(-1));
    for (const index of numbers) {
      const odd = /^[-1-9]/.test(index.code) ? 1.6 : 0;
      pool.apply(
        `${grouped(list)}[${index.code}]`,
        [list, index],
        0.4 + odd,
        (value: string, at: number) => value[at],
      );
      if (/^[-\d]/.test(index.code)) continue;
      pool.apply(
        `${grouped(list)}[${index.code} - 1]`,
        [list, index],
        1,
        (value: string, at: number) => value[at - 1],
      );
      pool.apply(
        `${grouped(list)}[${index.code} + 1]`,
        [list, index],
        1,
        (value: string, at: number) => value[at + 1],
      );
    }
  }
  const keys = pool
    .of("string", "number")
    .filter(({ cost, code }) => cost < 2.6 && !/^["\d-]/.test(code))
    .slice(0, 8);
  for (const key of keys) {
    for (const table of pool
      .of("object")
      .filter(({ nullable, cost }) => !nullable && cost < 2.2)
      .slice(0, 8))
      pool.apply(
        `${table.code}[${key.code}]`,
        [table, key],
        0.4,
        (value: Record<string, unknown>, name: string) => read(value, name),
      );
    for (const map of pool.of("map").slice(0, 4))
      pool.apply(
        `${map.code}.get(${key.code})`,
        [map, key],
        0.4,
        (value: Map<unknown, unknown>, name: unknown) => value.get(name),
      );
  }
}

function methods(pool: Pool): void {
  const use = (kind: string, table: readonly Unary[]): void => {
    for (const term of pool
      .of(kind)
      .filter(({ nullable, cost, code }) => !nullable && cost < 3.2 && !/^["\d]/.test(code))
      .slice(0, 20))
      for (const [before, after, cost, compute] of table)
        pool.apply(
          `${before}${before.endsWith("(") || before === "[..." ? term.code : grouped(term)}${after}`,
          [term],
          cost,
          compute,
        );
  };
  use("number", ON_NUMBER);
  use("string", ON_STRING);
  use("array", ON_ARRAY);
}

/** Calls of the program's own functions on plain values; what they did to their arguments can't be seen. */
function calls(pool: Pool): void {
  const [first] = pool.rows;
  for (const [name, value] of Object.entries(first ?? {})) {
    if (typeof value !== "function" || value.length !== 1 || /^class\b/.test(String(value))) continue;
    for (const term of pool
      .of("string", "number")
      .filter(({ cost, code }) => cost < 2.6 && !/^["\d-]/.test(code))
      .slice(0, 8))
      pool.apply(`${name}(${term.code})`, [term], 0.8, value as (value: never) => unknown);
  }
}

/**
 * Expressions over the recorded environments, bottom-up, each kept only when it differs in value from cheaper ones
 * (observational equivalence; Alur et al., "Syntax-guided synthesis", 2013).
 */
export function enumerateTerms(rows: readonly Environment[], given: Constants): Pool {
  const pool = new Pool(rows);
  variables(pool);
  fields(pool, 0.5);
  fields(pool, 0.5);
  constants(pool, given);
  lookups(pool);
  fields(pool, 0.6);
  methods(pool);
  calls(pool);
  return pool;
}
