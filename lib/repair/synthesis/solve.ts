import type { Edit } from "../syntax/edits.ts";
import type { Hole } from "../syntax/holes.ts";
import { solveValue, UNKNOWN } from "./expressions.ts";
import { FAILED, type Pool } from "./pool.ts";
import { conditionsOver, type Found, solveCondition, type Target } from "./predicates.ts";
import { type Environment, keyOf } from "./snapshot.ts";
import { type Constants, enumerateTerms } from "./terms.ts";

/** One execution of a hole, with the value it has to have. */
export interface Row {
  environment: Environment;
  original: unknown;
  forced: boolean;
  value: unknown;
}

/** Runs of one test that passed: with forced values for a failing test, without for a passing one. */
export interface Run {
  executions: readonly Row[];
}

export interface Solution {
  edit: Edit;
  cost: number;
  form: "condition" | "guard" | "return" | "throw" | "loop" | "value" | "choice" | "term";
}

export interface Surroundings extends Constants {
  /** Throw statements written in the file. */
  throws: readonly string[];
}

const MAX_ROWS = 160;
const MAX_COMBINATIONS = 6;
const PER_HOLE = 14;
/** Larger code fits the runs seen rather than the purpose. */
const LARGEST: Readonly<Partial<Record<Solution["form"], number>>> = {
  condition: 7.5,
  guard: 7.5,
  loop: 7.5,
};
const LARGEST_OTHER = 9;

/** One way for each failing test. */
function combinations(failing: readonly (readonly Run[])[]): Run[][] {
  let all: Run[][] = [[]];
  for (const ways of failing)
    all = all.flatMap((chosen) => ways.map((way) => [...chosen, way])).slice(0, MAX_COMBINATIONS);
  return all;
}

export function isUsable({ environment, value }: Row): boolean {
  return typeof value !== "symbol" && Object.keys(environment).length > 0;
}

/** Rows without repetitions; undefined when equal environments ask for different values. */
function rowsOf(runs: readonly Run[]): Row[] | undefined {
  const found = new Map<string, Row>();
  for (const row of runs.flatMap(({ executions }) => executions)) {
    if (!isUsable(row)) continue;
    const key = keyOf(row.environment);
    const known = found.get(key);
    if (
      known &&
      (keyOf(known.value) !== keyOf(row.value) || known.forced !== row.forced) &&
      (known.forced || row.forced)
    ) {
      if (keyOf(known.value) !== keyOf(row.value)) return undefined;
    }
    if (!known || row.forced) found.set(key, row);
  }
  const rows = [...found.values()];
  return [...rows.filter(({ forced }) => forced), ...rows.filter(({ forced }) => !forced)].slice(0, MAX_ROWS);
}

/** The edit that puts an expression into a hole. */
export function put(hole: Hole, code: string): Edit {
  const simple = !hole.operand || /^[\w$.]+$|^"[^"]*"$|^\w[\w$.]*\([^()]*\)$/.test(code);
  const text = code.startsWith("{") || !simple ? `(${code})` : code;
  return { start: hole.start, end: hole.end, text };
}

function lineStart(form: Solution["form"], hole: Hole, text: string, cost: number): Solution {
  return { form, cost, edit: { start: hole.start, end: hole.start, text: `\n${text}\n` } };
}

function conditions(
  pool: Pool,
  rows: readonly Row[],
  own: string,
  wanted: (row: Row) => boolean | undefined,
  original: boolean,
): Found[] {
  const known = original && rows.every((row) => typeof row.original !== "symbol");
  const atoms = conditionsOver(
    pool,
    known ? { code: own, values: rows.map((row) => row.original) } : undefined,
  );
  const target: Target = rows.map(wanted);
  const strict = solveCondition(atoms, target);
  if (strict.length > 0) return strict.filter(({ code }) => code !== own);
  // Passing tests may also pass with another decision: only what the failing tests need is certain.
  const loose = target.map((value, row) => (rows[row]?.forced ? value : undefined));
  return solveCondition(atoms, loose)
    .filter(({ code }) => code !== own && code !== "true")
    .slice(0, 4)
    .map(({ code, cost }) => ({ code, cost: cost + 3 }));
}

function leave(hole: Hole, pool: Pool, rows: readonly Row[], given: Surroundings): Solution[] {
  const tests = conditions(pool, rows, "", ({ forced }) => forced, false);
  if (hole.kind === "continue" || hole.kind === "break")
    return tests.map(({ code, cost }) => lineStart("loop", hole, `if (${code}) ${hole.kind};`, cost + 0.5));
  if (hole.kind === "throw") {
    const written = given.throws.length > 0 ? given.throws : ['throw new Error("invalid input");'];
    return tests.flatMap(({ code, cost }) =>
      written.map((statement, rank) =>
        lineStart("throw", hole, `if (${code}) ${statement}`, cost + 0.5 + 0.3 * rank),
      ),
    );
  }
  const values = solveValue(
    pool,
    rows.map((row) => (row.forced ? row.value : UNKNOWN)),
  ).slice(0, 5);
  if (rows.every(({ forced }) => forced))
    return values.map(({ code, cost }) => lineStart("return", hole, `return ${code};`, cost));
  return tests
    .slice(0, 8)
    .flatMap((test) =>
      values.map((value) =>
        lineStart("return", hole, `if (${test.code}) return ${value.code};`, test.cost + value.cost),
      ),
    );
}

function values(hole: Hole, pool: Pool, rows: readonly Row[], own: string): Solution[] {
  const original = rows.map(({ original }) => (typeof original === "symbol" ? FAILED : original));
  if (!original.includes(FAILED)) pool.add(own, original, 0.6, false);
  const replace = (code: string): Edit => put(hole, code);
  const whole = solveValue(
    pool,
    rows.map(({ value }) => value),
  )
    .filter(({ code }) => code !== own)
    .map(({ code, cost }): Solution => ({ form: "value", cost, edit: replace(code) }));
  const kept = rows.filter((row) => keyOf(row.original) === keyOf(row.value)).length;
  if (whole.length >= 4 || kept === 0 || original.includes(FAILED)) return whole;
  const other = rows.map((row) => (keyOf(row.original) === keyOf(row.value) ? UNKNOWN : row.value));
  const tests = conditions(pool, rows, "", (row) => keyOf(row.original) !== keyOf(row.value), false).slice(
    0,
    5,
  );
  const chosen = solveValue(pool, other).slice(0, 4);
  const both = tests.flatMap((test) =>
    chosen.map(
      (value): Solution => ({
        form: "choice",
        cost: test.cost + value.cost + 0.5,
        edit: replace(`${test.code} ? ${value.code} : ${own}`),
      }),
    ),
  );
  return [...whole, ...both];
}

/** Code for one hole that has the wanted value in every recorded execution, cheapest first. */
export function solveHole(
  hole: Hole,
  own: string,
  failing: readonly (readonly Run[])[],
  passing: readonly Run[],
  given: Surroundings,
): Solution[] {
  const found = new Map<string, Solution>();
  for (const chosen of combinations(failing)) {
    const rows = rowsOf([...chosen, ...passing]);
    if (!rows?.some(({ forced }) => forced)) continue;
    const pool = enumerateTerms(
      rows.map(({ environment }) => environment),
      given,
    );
    for (const solution of solve(hole, pool, rows, own, given)) {
      const known = found.get(solution.edit.text);
      if (!known || known.cost > solution.cost) found.set(solution.edit.text, solution);
    }
  }
  const small = [...found.values()].filter(({ cost, form }) => cost < (LARGEST[form] ?? LARGEST_OTHER));
  return small.sort((a, b) => a.cost - b.cost).slice(0, PER_HOLE);
}

function solve(hole: Hole, pool: Pool, rows: readonly Row[], own: string, given: Surroundings): Solution[] {
  if (hole.kind === "value") return values(hole, pool, rows, own);
  if (hole.kind === "condition")
    return conditions(pool, rows, own, ({ value }) => Boolean(value), true).map(({ code, cost }) => ({
      form: "condition",
      cost,
      edit: { start: hole.start, end: hole.end, text: code },
    }));
  if (hole.kind === "guard")
    return conditions(pool, rows, "", ({ value }) => Boolean(value), false).map(({ code, cost }) => ({
      form: "guard",
      cost: cost + 0.4,
      edit: { start: hole.start, end: hole.start, text: `if (${code}) ` },
    }));
  return leave(hole, pool, rows, given);
}
