import type { Edit } from "../syntax/edits.ts";
import type { Hole } from "../syntax/holes.ts";
import { kindOfValue } from "../syntax/values.ts";
import { FAILED, grouped, type Pool } from "./pool.ts";
import { conditionsOver, type Found } from "./predicates.ts";
import { keyOf } from "./snapshot.ts";
import { isUsable, put, type Run, type Solution, type Surroundings } from "./solve.ts";
import { enumerateTerms } from "./terms.ts";

const BLIND_TERMS = 70;
const BLIND_CONDITIONS = 90;

/**
 * Expressions of different value for a hole whose right values are not known: each stands for all that behave alike
 * in the runs seen, so a few dozen cover what thousands of texts would.
 */
export function alternatives(hole: Hole, own: string, runs: readonly Run[], given: Surroundings): Solution[] {
  const rows = [
    ...new Map(
      runs
        .flatMap(({ executions }) => executions)
        .filter(isUsable)
        .map((row) => [keyOf(row.environment), row]),
    ).values(),
  ].slice(0, 40);
  if (rows.length === 0 || (hole.kind !== "value" && hole.kind !== "condition")) return [];
  const pool = enumerateTerms(
    rows.map(({ environment }) => environment),
    given,
  );
  const originals = rows.map(({ original }) => (typeof original === "symbol" ? FAILED : original));
  const at = (code: string): Edit => put(hole, code);
  if (hole.kind === "condition") {
    const truth = originals.map((value) => (value ? 1 : 0)).join("");
    return conditionsOver(pool, originals.includes(FAILED) ? undefined : { code: own, values: originals })
      .filter((atom) => atom.truth.join("") !== truth)
      .slice(0, BLIND_CONDITIONS)
      .map(({ code, cost }): Solution => ({ form: "term", cost: cost + 2, edit: at(code) }));
  }
  const kind = originals.includes(FAILED) ? undefined : kindOfValue(originals[0]);
  const same = originals.map((value) => keyOf(value)).join("|");
  const other = pool.all
    .filter(({ values, code }) => code !== own && values.map((value) => keyOf(value)).join("|") !== same)
    .map(
      (term): Solution => ({
        form: "term",
        cost: term.cost + (term.kind === kind ? 1.5 : 2.5),
        edit: at(term.code),
      }),
    )
    .sort((a, b) => a.cost - b.cost)
    .slice(0, BLIND_TERMS);
  return [
    ...other,
    ...joined(pool, own, kind).map(({ code, cost }): Solution => ({ form: "term", cost, edit: at(code) })),
  ];
}

const JOINED: Readonly<Partial<Record<string, readonly string[]>>> = {
  number: ["+", "-", "*", "/"],
  string: ["+"],
};

/** The original with one more operand. */
function joined(pool: Pool, own: string, kind: string | undefined): Found[] {
  const operands = pool.all
    .filter((term) => term.kind === kind && !term.nullable && !/^(""|0)$/.test(term.code))
    .slice(0, 22);
  const whole = /^[\w$.]+(\([^()]*\))*$/.test(own) ? own : `(${own})`;
  return (JOINED[kind ?? ""] ?? []).flatMap((operator) =>
    operands.flatMap((term): Found[] => [
      { code: `${whole} ${operator} ${grouped(term)}`, cost: term.cost + 1.8 },
      ...(kind === "string" ? [{ code: `${grouped(term)} + ${whole}`, cost: term.cost + 2 }] : []),
    ]),
  );
}
