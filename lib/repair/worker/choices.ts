import type { Hole } from "../syntax/holes.ts";
import { differences } from "../synthesis/distance.ts";
import { keyOf } from "../synthesis/snapshot.ts";
import { type Execution, type Policy, UNSEEN } from "./angels.ts";

const MAX_CHOICES = 13;

/** How a run under a policy ended. */
export interface Trial {
  passed: boolean;
  /** Line of the assertion in the test file that failed; later is better. */
  line: number;
  /** Distance of the actual from the expected value; smaller is better. */
  distance: number;
  error: unknown;
  count: number;
  executions: Execution[];
}

interface Told {
  expected?: unknown;
  actual?: unknown;
  matcherResult?: { expected?: unknown; actual?: unknown };
}

/** What an assertion compared; undefined when the error is no comparison. */
export function compared(error: unknown): { expected: unknown; actual: unknown } | undefined {
  const told: Told = typeof error === "object" && error !== null ? (error as Told) : {};
  const facts = told.matcherResult && "expected" in told.matcherResult ? told.matcherResult : told;
  return "expected" in facts && "actual" in facts
    ? { expected: facts.expected, actual: facts.actual }
    : undefined;
}

const MISSING_ERROR = /missing expected (exception|rejection)|tothrow|did(n't| not) (throw|reject)|to throw/i;

/** True when the test waits for an error that the program does not throw. */
export function wantsError(error: unknown): boolean {
  return error instanceof Error && MISSING_ERROR.test(error.message);
}

/** Policies over all executions at once. */
export function wholesale(hole: Hole, base: Trial): Policy[] {
  const at = new Map<number, unknown>();
  const own = base.executions.map(({ value }) => Boolean(value));
  const policies: Policy[] = [];
  if (hole.kind === "condition") {
    if (own.includes(false)) policies.push({ hole: hole.id, at, otherwise: true });
    if (own.includes(true)) policies.push({ hole: hole.id, at, otherwise: false });
    if (own.length > 1 && own.length <= 4)
      for (let bits = 1; bits < 2 ** own.length; bits++)
        policies.push({
          hole: hole.id,
          at: new Map(own.flatMap((value, turn) => ((bits >> turn) & 1 ? [[turn, !value] as const] : []))),
        });
  } else if (hole.kind === "guard") {
    policies.push({ hole: hole.id, at, otherwise: false });
    if (own.length > 1 && own.length <= 4)
      for (let bits = 1; bits < 2 ** own.length - 1; bits++)
        policies.push({
          hole: hole.id,
          at: new Map(own.flatMap((_, turn) => ((bits >> turn) & 1 ? [[turn, false] as const] : []))),
        });
  } else if (hole.kind === "value") {
    const expected = compared(base.error)?.expected;
    const elements = Array.isArray(expected) || typeof expected === "string" ? [...expected] : [];
    if (elements.length > 1 && elements.length === base.count)
      policies.push({ hole: hole.id, at: new Map(elements.map((value, turn) => [turn, value])) });
  }
  return policies;
}

/** Values worth forcing at one execution: what the assertion asks for, then simple and neighbouring values. */
export function choices(hole: Hole, result: Trial, turn: number): unknown[] {
  const execution = result.executions[turn];
  const own = execution?.value;
  if (hole.kind === "condition") return [!own];
  if (hole.kind === "guard") return [false];
  if (hole.kind === "continue" || hole.kind === "break") return [true];
  if (hole.kind === "throw") return [new Error("forced")];
  const asked = wantedHere(hole, result, own);
  const few = result.count <= 3 || turn === result.count - 1;
  const near = execution ? neighbours(hole, execution) : [];
  const all = [...asked, ...(few ? near : near.slice(0, 3))];
  const unique = new Map(all.map((value) => [keyOf(value), value]));
  if (own !== UNSEEN) unique.delete(keyOf(own));
  return [...unique.values()].slice(0, MAX_CHOICES);
}

/** Values that follow from the expected one. */
function wantedHere(hole: Hole, result: Trial, own: unknown): unknown[] {
  const facts = compared(result.error);
  if (!facts) return hole.kind === "return" ? [undefined, null, false, true, 0, "", []] : blanks(own);
  const found: unknown[] = [];
  for (const { actual, expected } of differences(facts.actual, facts.expected)) {
    if (hole.kind === "return" || keyOf(own) === keyOf(actual) || typeof own === typeof expected)
      found.push(expected);
    if (typeof own === "number" && typeof actual === "number" && typeof expected === "number") {
      found.push(own + (expected - actual));
      if (actual !== 0) found.push((own * expected) / actual);
    }
    if (typeof own === "string" && typeof actual === "string" && typeof expected === "string")
      found.push(...replaced(own, actual, expected));
  }
  return [...found.slice(0, 8), facts.expected];
}

/** Simple values of the same kind and values of the variables in sight. */
function neighbours(hole: Hole, { environment, value }: Execution): unknown[] {
  const kind = value === UNSEEN ? undefined : typeof value;
  const simple: Partial<Record<string, unknown[]>> = {
    number: [0, 1, 2, 3],
    string: [""],
    boolean: [!value],
  };
  const near = Object.entries(environment)
    .filter(([name, other]) => name !== "this" && typeof other !== "function")
    .filter(([, other]) => hole.kind === "return" || typeof other === kind)
    .map(([, other]) => other);
  return hole.kind === "return" ? near.slice(0, 5) : [...(simple[kind ?? ""] ?? []), ...near.slice(0, 5)];
}

function blanks(own: unknown): unknown[] {
  return own === null || own === undefined ? [[], "", 0, {}, false] : [];
}

/** The piece of a text that would have to stand where `own` now stands. */
function replaced(own: string, actual: string, expected: string): string[] {
  let head = 0;
  while (head < actual.length && head < expected.length && actual[head] === expected[head]) head++;
  let tail = 0;
  while (
    tail < actual.length - head &&
    tail < expected.length - head &&
    actual.at(-1 - tail) === expected.at(-1 - tail)
  )
    tail++;
  const found = [expected.slice(head, expected.length - tail)];
  const position = own === "" ? -1 : actual.indexOf(own);
  if (
    position >= 0 &&
    expected.startsWith(actual.slice(0, position)) &&
    expected.endsWith(actual.slice(position + own.length))
  )
    found.push(expected.slice(position, expected.length - (actual.length - position - own.length)));
  return found;
}
