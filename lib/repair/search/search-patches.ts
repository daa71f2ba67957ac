import type { Prepared } from "../prepare.ts";
import type { RepairRequest } from "../request.ts";
import type { OnProgress } from "../result.ts";
import { oneEditCandidates, type Scored } from "./candidates.ts";
import { hintsFrom } from "./hints.ts";
import { missingImports } from "./missing-imports.ts";
import type { Neighbours } from "./neighbourhood.ts";
import { isOverfit } from "./overfit.ts";
import { templatesOf } from "./past-fixes.ts";
import {
  type Found,
  nothingFound,
  type RunOptions,
  runCandidates,
  type SearchState,
} from "./run-candidates.ts";
import { StopGate } from "./stop-gate.ts";
import { synthesise } from "./synthesis.ts";
import { complementsOf, Ids, pairsOfBest, pairsOfPartial } from "./two-edits.ts";
import type { TypeChecker } from "./type-check.ts";

const SYNTHESIS_MILLISECONDS = 10_000;

export interface Search {
  prepared: Prepared;
  checker: TypeChecker;
  request: RepairRequest;
  neighbours: Neighbours;
  literals: ReadonlySet<string>;
  state: SearchState;
  onProgress: OnProgress;
}

/** The stages of the search, from what is likely and cheap to what is neither; ends with the state's deadline or resignation. */
export async function searchPatches(input: Search): Promise<Found> {
  const { prepared, checker, request, neighbours, literals, state, onProgress } = input;
  const hints = hintsFrom(prepared.failing, request.hints);
  const more = [...hints, ...plainLiterals(literals)];
  const textual = more.filter((hint) => !/^-?\d+(\.\d+)?$/.test(hint) || hints.includes(hint));
  const imports = missingImports(prepared.files, prepared.failing);
  const templates = templatesOf(request.pastFixes);
  const edits = oneEditCandidates(prepared.files, prepared.baseline, textual, templates, "near", neighbours);
  const one = [...imports, ...edits].map((candidate, id) => ({ ...candidate, id }));
  const texts = new Map(prepared.files.map(({ file, source }) => [file, source.text]));
  const gate = new StopGate(checker, texts, state, (candidate) => isOverfit(candidate, literals, neighbours));
  const { worker, goal } = prepared;
  const onPlausible = (candidate: Scored): void => gate.note(candidate);
  const options = { worker, goal, state, onProgress, onPlausible };
  const found = nothingFound();
  const done = (): boolean => state.expired || state.resigned || state.firstAt !== undefined;
  const ids = new Ids(one.length);
  const stage = async (
    name: "one-edit" | "synthesis" | "two-edits",
    candidates: readonly Scored[],
    share: number,
    suggest?: RunOptions["suggest"],
  ): Promise<readonly Scored[]> => {
    if (done()) return [];
    const until = performance.now() + state.remaining * share;
    const next = await runCandidates(candidates, {
      ...options,
      stage: name,
      until,
      ...(suggest && { suggest }),
    });
    await gate.settled();
    found.plausible.push(...next.plausible);
    found.partial.push(...next.partial);
    found.nearer.push(...next.nearer);
    return next.rest;
  };
  const goals = prepared.goal.targets.length;
  const together = complementsOf(goals, ids);
  const single = await stage("one-edit", one, 0.35, together);
  const far = done()
    ? []
    : oneEditCandidates(prepared.files, prepared.baseline, textual, templates, "far", neighbours).map(
        (candidate) => ({
          ...candidate,
          id: ids.next(),
        }),
      );
  const others = await stage("one-edit", far, 0.2, together);
  const synthesised = done() ? [] : await synthesisStage(prepared, more, state, onProgress);
  const made = synthesised.map((candidate) => ({ ...candidate, id: ids.next() }));
  await stage("synthesis", made, 0.5);
  const promising = done() ? [] : pairsOfPartial([...one, ...made], found, goals, ids);
  const pairs = await stage("two-edits", promising, 0.45);
  await stage("one-edit", [...single, ...others], 0.75, together);
  await stage("two-edits", [...pairs, ...(done() ? [] : pairsOfBest(one, ids))], 1);
  return found;
}

/** Literals of the failing tests as hints: without quotes. */
function plainLiterals(literals: ReadonlySet<string>): string[] {
  return [...literals]
    .map((literal) => (literal.startsWith('"') ? String(JSON.parse(literal)) : literal))
    .slice(0, 20);
}

/** At most a third of the time that is left, and ten seconds, scaled like the whole search. */
async function synthesisStage(
  prepared: Prepared,
  hints: readonly string[],
  state: SearchState,
  onProgress: OnProgress,
): Promise<Scored[]> {
  onProgress({
    kind: "progress",
    stage: "synthesis",
    message: "looking for values that would pass",
    tried: state.tried,
  });
  const { worker, files, baseline, goal } = prepared;
  const milliseconds = Math.min(state.remaining / 3, SYNTHESIS_MILLISECONDS);
  return synthesise(worker, files, baseline, goal, hints, milliseconds);
}
