import { attempt, FAILED, grouped, type Pool, type Term } from "./pool.ts";

/** Wanted truth values by row; undefined where nothing is known. */
export type Target = readonly (boolean | undefined)[];

export interface Found {
  code: string;
  cost: number;
}

interface Atom extends Found {
  truth: Uint8Array;
  /** "&&" or "||" at the top of the code: has to be grouped beside the other one. */
  joined?: string;
}

const MAX_SIDES = 64;
const MAX_ATOMS = 2_500;
const MAX_FOUND = 14;

class Atoms {
  readonly #byTruth = new Map<string, Atom>();
  readonly #rows: number;

  constructor(rows: number) {
    this.#rows = rows;
  }

  get all(): Atom[] {
    return [...this.#byTruth.values()].sort((a, b) => a.cost - b.cost).slice(0, MAX_ATOMS);
  }

  add(code: string, cost: number, truthOf: (row: number) => unknown): void {
    const truth = new Uint8Array(this.#rows);
    for (let row = 0; row < this.#rows; row++) {
      const value = attempt(() => truthOf(row));
      if (value === FAILED) return;
      truth[row] = value ? 1 : 0;
    }
    const key = String.fromCharCode(...truth);
    const known = this.#byTruth.get(key);
    if (!known || known.cost > cost) this.#byTruth.set(key, { code, cost, truth });
  }
}

function simple(atoms: Atoms, terms: readonly Term[]): void {
  for (const term of terms) {
    const { values, code, cost } = term;
    const tight = grouped(term);
    if (/^["\d-]/.test(code) || /^(true|false|null|undefined|\[\]|\{\})$/.test(code)) continue;
    atoms.add(code, cost + (term.kind === "boolean" || term.nullable ? 0 : 0.5), (row) => values[row]);
    atoms.add(
      `!${tight}`,
      cost + (term.kind === "boolean" || term.nullable ? 0.3 : 0.7),
      (row) => !values[row],
    );
    if (term.nullable || term.kind === "mixed") {
      atoms.add(`${tight} === undefined`, cost + 0.6, (row) => values[row] === undefined);
      atoms.add(`${tight} !== undefined`, cost + 0.6, (row) => values[row] !== undefined);
      atoms.add(`${tight} === null`, cost + 0.6, (row) => values[row] === null);
      atoms.add(`${tight} == null`, cost + 0.5, (row) => values[row] === null || values[row] === undefined);
    }
    if (term.kind === "mixed" || term.kind === "array" || term.kind === "object") {
      atoms.add(`Array.isArray(${code})`, cost + 0.9, (row) => Array.isArray(values[row]));
      atoms.add(`!Array.isArray(${code})`, cost + 1, (row) => !Array.isArray(values[row]));
    }
    if (term.kind === "mixed")
      for (const type of ["string", "number", "object", "function", "boolean"])
        atoms.add(`typeof ${tight} === "${type}"`, cost + 1, (row) => typeof values[row] === type);
    if (term.kind === "number") {
      atoms.add(`Number.isNaN(${code})`, cost + 1, (row) => Number.isNaN(values[row]));
      atoms.add(`Number.isInteger(${code})`, cost + 1.2, (row) => Number.isInteger(values[row]));
      if (cost < 1.6) atoms.add(`${tight} % 2 === 0`, cost + 1.4, (row) => Number(values[row]) % 2 === 0);
    }
  }
}

const COMPARISONS: readonly [string, (a: number, b: number) => boolean][] = [
  ["===", (a, b) => a === b],
  ["!==", (a, b) => a !== b],
  ["<", (a, b) => a < b],
  ["<=", (a, b) => a <= b],
  [">", (a, b) => a > b],
  [">=", (a, b) => a >= b],
];

function isConstant(term: Term): boolean {
  return /^["\d-]/.test(term.code);
}

function compared(atoms: Atoms, terms: readonly Term[]): void {
  const numbers = terms.filter(({ kind, nullable }) => kind === "number" && !nullable).slice(0, MAX_SIDES);
  for (const [index, a] of numbers.entries())
    for (const b of numbers.slice(index + 1)) {
      const [left, right] = isConstant(a) ? [b, a] : [a, b];
      if (isConstant(left)) continue;
      for (const [operator, holds] of COMPARISONS)
        atoms.add(
          `${left.code} ${operator} ${right.code}`,
          left.cost + right.cost + (operator.length === 3 ? 0.5 : 0.4),
          (row) => holds(left.values[row] as number, right.values[row] as number),
        );
    }
  const strings = terms.filter(({ kind }) => kind === "string").slice(0, MAX_SIDES);
  for (const [index, a] of strings.entries())
    for (const b of strings.slice(index + 1)) {
      const [left, right] = isConstant(a) ? [b, a] : [a, b];
      if (isConstant(left)) continue;
      const cost = left.cost + right.cost + 0.4;
      atoms.add(`${left.code} === ${right.code}`, cost, (row) => left.values[row] === right.values[row]);
      atoms.add(`${left.code} !== ${right.code}`, cost, (row) => left.values[row] !== right.values[row]);
      if (left.nullable || right.nullable) continue;
      for (const method of ["startsWith", "endsWith", "includes"] as const)
        if (String(right.values[0]) !== "")
          atoms.add(`${grouped(left)}.${method}(${right.code})`, cost + 0.6, (row) =>
            String(left.values[row])[method](String(right.values[row])),
          );
    }
}

function membership(atoms: Atoms, terms: readonly Term[]): void {
  const collections = terms
    .filter(({ kind, nullable }) => /^(array|set|map|object)$/.test(kind) && !nullable)
    .slice(0, 14);
  const members = terms.filter(({ kind }) => /^(string|number)$/.test(kind)).slice(0, 20);
  for (const list of collections)
    for (const item of members) {
      const cost = list.cost + item.cost + 0.5;
      const has = (row: number): boolean => {
        const value = list.values[row];
        if (Array.isArray(value)) return value.includes(item.values[row]);
        if (value instanceof Set || value instanceof Map) return value.has(item.values[row]);
        return String(item.values[row]) in (value as object);
      };
      const written =
        { array: `${list.code}.includes(${item.code})`, object: `${grouped(item)} in ${list.code}` }[
          list.kind
        ] ?? `${list.code}.has(${item.code})`;
      atoms.add(written, cost, has);
      atoms.add(list.kind === "object" ? `!(${written})` : `!${written}`, cost + 0.2, (row) => !has(row));
    }
}

/** Conditions over a pool, cheapest first, one for each different outcome. */
export function conditionsOver(pool: Pool, original?: { code: string; values: readonly unknown[] }): Atom[] {
  const atoms = new Atoms(pool.rows.length);
  const terms = pool.all.filter(({ cost }) => cost < 4.2).slice(0, 300);
  if (original && !original.values.includes(FAILED)) {
    atoms.add(original.code, 0.3, (row) => original.values[row]);
    atoms.add(`!(${original.code})`, 0.9, (row) => !original.values[row]);
  }
  simple(atoms, terms);
  compared(atoms, terms);
  membership(atoms, terms);
  return atoms.all;
}

function agrees(truth: Uint8Array, target: Target): boolean {
  for (let row = 0; row < target.length; row++) {
    const wanted = target[row];
    if (wanted !== undefined && (truth[row] === 1) !== wanted) return false;
  }
  return true;
}

function pairs(atoms: readonly Atom[], target: Target, operator: "&&" | "||"): Found[] {
  // Both sides of && hold where the whole has to hold; both sides of || fail where it has to fail.
  const strict = operator === "&&";
  const fitting = atoms.filter(({ truth }) =>
    target.every((wanted, row) => wanted !== strict || (truth[row] === 1) === strict),
  );
  const open = target.flatMap((wanted, row) => (wanted === !strict ? [row] : []));
  const found: Found[] = [];
  const shortlist = fitting.slice(0, 260);
  for (const [index, a] of shortlist.entries()) {
    const left = open.filter((row) => (a.truth[row] === 1) === strict);
    if (left.length === open.length || left.length === 0) continue;
    for (const b of shortlist.slice(index + 1)) {
      if (left.some((row) => (b.truth[row] === 1) === strict)) continue;
      found.push({
        code: `${side(a, operator)} ${operator} ${side(b, operator)}`,
        cost: a.cost + b.cost + 0.6,
      });
      if (found.length > 200) return found;
    }
  }
  return found;
}

function side(atom: Atom, operator: string): string {
  const other = operator === "&&" ? /\|\||\?(?!\.)/ : /&&|\?(?!\.)/;
  return other.test(atom.code) ? `(${atom.code})` : atom.code;
}

/** Conditions that have the wanted truth in every row, cheapest first: single ones, then two joined. */
export function solveCondition(atoms: readonly Atom[], target: Target): Found[] {
  const single = atoms.filter(({ truth }) => agrees(truth, target)).map(({ code, cost }) => ({ code, cost }));
  const joined =
    single.length >= MAX_FOUND ? [] : [...pairs(atoms, target, "&&"), ...pairs(atoms, target, "||")];
  return [...single, ...joined].sort((a, b) => a.cost - b.cost).slice(0, MAX_FOUND);
}
