import { isAskable, suspicionOf } from "./case.ts";
import type { Call, Exploration, Subject, Tried } from "./request.ts";

const MAX_PER_SUBJECT = 10;
const MAX_COMPARED = 24;
const MAX_ODD = 3;

/** A call that was tried, with what came of it. */
export interface Candidate {
  call: Call;
  tried: Tried;
}

export interface Sorted {
  /** Outcomes that a test may ask for. */
  askable: Candidate[];
  /** Outcomes that a person has to judge, one of each kind. */
  odd: (Candidate & { gives: string })[];
  /** Why other calls say nothing, with how often. */
  unusable: Map<string, number>;
}

/** Parts what was tried of one subject into what can be asserted, what is suspicious, and the rest. */
export function sortTried(subject: Subject, { results }: Exploration): Sorted {
  const byId = new Map(subject.calls.map((call) => [call.id, call]));
  const sorted: Sorted = { askable: [], odd: [], unusable: new Map() };
  const note = (why: string): void => {
    sorted.unusable.set(why, (sorted.unusable.get(why) ?? 0) + 1);
  };
  const kinds = new Set<string>();
  for (const tried of results) {
    const call = byId.get(tried.id);
    if (!call) continue;
    const [touched] = tried.touched;
    if (touched) note(`it uses ${touched}`);
    else if (!tried.stable) note("it gives something else each time");
    else if (!isAskable(tried))
      note(
        tried.outcome.text === "does not end"
          ? "it does not end"
          : `it gives ${tried.outcome.text}, which a test can't compare`,
      );
    else {
      const gives = suspicionOf(tried, call, subject.givesNothing);
      if (gives !== null && !subject.returns && tried.outcome.kind === "value")
        note("it gives nothing that a test could ask for");
      else if (gives === null) sorted.askable.push({ call, tried });
      else if (!kinds.has(gives) && kinds.size < MAX_ODD) {
        kinds.add(gives);
        sorted.odd.push({ call, tried, gives });
      }
    }
  }
  return sorted;
}

/** The fewest candidates that together pass what can be passed of `wanted`. */
export function coverWanted(
  candidates: Candidate[],
  wanted: ReadonlySet<string>,
): { chosen: Candidate[]; left: Set<string> } {
  const left = new Set(wanted);
  const chosen: Candidate[] = [];
  const gainOf = ({ tried }: Candidate): number => tried.hits.filter((hit) => left.has(hit)).length;
  while (left.size > 0) {
    const [best] = candidates
      .map((one) => ({ one, gain: gainOf(one) }))
      .filter(({ gain }) => gain > 0)
      // Calls that were seen somewhere come first, then plain ones.
      .sort((a, b) => b.gain - a.gain || a.one.call.id - b.one.call.id);
    if (!best) break;
    chosen.push(best.one);
    for (const hit of best.one.tried.hits) left.delete(hit);
  }
  return { chosen, left };
}

/** Beside the chosen ones, those that behave in other ways: they may notice mutants that the chosen do not. */
export function withOthers(chosen: Candidate[], candidates: Candidate[]): Candidate[] {
  const known = new Set<string>();
  const others = candidates.filter(({ tried }) => {
    const key = `${tried.outcome.kind}:${tried.outcome.text}`;
    return known.has(key) ? false : known.add(key) !== undefined;
  });
  return [...new Set([...chosen, ...others])].slice(0, Math.max(MAX_COMPARED, chosen.length));
}

/**
 * Those that are kept: chosen ones that notice a mutant, and others while they notice further ones. What notices none
 * proves nothing.
 */
export function keepNoticing(
  chosen: Candidate[],
  compared: Candidate[],
  mutants: Exploration["mutants"],
): { kept: Candidate[]; killed: Set<number>; dropped: Candidate[] } {
  const noticedBy = new Map<number, Set<number>>();
  for (const { id, killedBy } of mutants)
    for (const call of killedBy) noticedBy.set(call, (noticedBy.get(call) ?? new Set()).add(id));
  const noticed = ({ call }: Candidate): Set<number> => noticedBy.get(call.id) ?? new Set();
  const kept = chosen.filter((one) => noticed(one).size > 0).slice(0, MAX_PER_SUBJECT);
  const killed = new Set(kept.flatMap((one) => [...noticed(one)]));
  for (;;) {
    const [best] = compared
      .filter((one) => !kept.includes(one))
      .map((one) => ({ one, gain: [...noticed(one)].filter((id) => !killed.has(id)).length }))
      .filter(({ gain }) => gain > 0)
      .sort((a, b) => b.gain - a.gain || a.one.call.id - b.one.call.id);
    if (!best || kept.length >= MAX_PER_SUBJECT) break;
    kept.push(best.one);
    for (const id of noticed(best.one)) killed.add(id);
  }
  return { kept, killed, dropped: chosen.filter((one) => !kept.includes(one)) };
}
