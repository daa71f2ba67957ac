import type { Pool } from "./pool.ts";
import { conditionsOver, type Found, solveCondition } from "./predicates.ts";

type Column = readonly unknown[];
type Solve = (pool: Pool, wanted: Column) => Found[];

const MAX_KEYS = 10;

/** What a field is filled with: the variable of its name when that fits, else the smallest expression. */
function fieldValue(
  pool: Pool,
  key: string,
  column: Column,
  unknown: symbol,
  solve: Solve,
): Found | undefined {
  const found = solve(pool, column);
  const named = found.find(({ code }) => code === key);
  if (named ?? found[0]) return named ?? found[0];
  if (!column.every((value) => value === unknown || typeof value === "boolean")) return undefined;
  const target = column.map((value) => (value === unknown ? undefined : value === true));
  return solveCondition(conditionsOver(pool), target)[0];
}

/** Objects whose fields are values in sight. */
export function objects(pool: Pool, wanted: Column, unknown: symbol, solve: Solve): Found[] {
  const cared = wanted.flatMap((value, row) => (value === unknown ? [] : [{ value, row }]));
  const plain = cared.every(
    ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value),
  );
  const [first] = cared;
  if (!plain || !first) return [];
  const keys = Object.keys(first.value as object);
  const same = cared.every(({ value }) => Object.keys(value as object).join() === keys.join());
  if (!same || keys.length === 0 || keys.length > MAX_KEYS) return [];
  const parts = keys.map((key) => {
    const column = wanted.map((value) =>
      value === unknown ? unknown : (value as Record<string, unknown>)[key],
    );
    return fieldValue(pool, key, column, unknown, solve);
  });
  if (parts.includes(undefined)) return [];
  const fields = keys.map((key, index) => {
    const code = parts[index]?.code ?? "";
    return code === key ? key : `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${code}`;
  });
  const cost = parts.reduce((sum, part) => sum + Math.min(part?.cost ?? 0, 2) * 0.5, 1);
  return [{ code: `{ ${fields.join(", ")} }`, cost }];
}
