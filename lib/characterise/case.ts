import type { Call, Outcome, Tried } from "./request.ts";

/** A call with the outcome that a test asks for. */
export interface Case {
  name: string;
  call: Call;
  outcome: Outcome;
}

const LONGEST_NAME = 140;

const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** "total gives 6 for [{ price: 3, count: 2 }]". */
export function nameOf(call: Call, outcome: Outcome): string {
  const args = call.args === "" ? "" : ` for ${clip(call.args, 70)}`;
  const of = call.owner === null ? "" : ` on ${clip(call.owner, 50)}`;
  const gives: Record<Outcome["kind"], string> = {
    value: `gives ${clip(outcome.text, 50)}`,
    fields: `gives ${clip(outcome.text, 50)}`,
    items: `gives the items ${clip(outcome.text, 50)}`,
    state: `leaves ${clip(outcome.text, 50)}`,
    argument: `changes its argument to ${clip(outcome.text, 50)}`,
    throws: `throws ${outcome.text}${outcome.message ? ` "${clip(outcome.message, 50)}"` : ""}`,
    other: "does something",
  };
  return clip(`${call.subject} ${gives[outcome.kind]}${args}${of}`.replace(/\s+/g, " "), LONGEST_NAME);
}

/** Names that are cut may become the same: later ones get a number. */
export function withUniqueNames(cases: Case[]): Case[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const before = seen.get(one.name) ?? 0;
    seen.set(one.name, before + 1);
    return before === 0 ? one : { ...one, name: `${one.name} (${before + 1})` };
  });
}

const NOTHING = /^(undefined|None|null)$/;
/** Inside of strings as well: "undefined items" was never meant. */
const ODD = /NaN|undefined|Infinity|(?<![\w.])-0(?![\d.])|\[object Object\]|Invalid Date|\bnan\b|\binf\b/;

/**
 * Why an outcome looks like an error of the code, so that a person has to say whether it is meant; null when it does
 * not. `givesNothing`: the function is said to give nothing at times.
 */
export function suspicionOf({ outcome }: Tried, call: Call, givesNothing: boolean): string | null {
  const gives =
    outcome.kind === "throws" ? `throws ${outcome.text}: ${outcome.message ?? ""}` : `gives ${outcome.text}`;
  if (outcome.kind === "throws") return outcome.deliberate === true ? null : gives;
  if (outcome.kind === "value" && /^(undefined|None)$/.test(outcome.text)) return givesNothing ? null : gives;
  // What was put in may come out again.
  return ODD.test(outcome.text) && !ODD.test(call.args) && !NOTHING.test(outcome.text) ? gives : null;
}

/** Whether a test can ask for the outcome at all, and will get the same each time. */
export const isAskable = ({ outcome, stable, touched }: Tried): boolean =>
  outcome.kind !== "other" && stable && touched.length === 0;
