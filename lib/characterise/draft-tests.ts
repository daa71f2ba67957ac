import { nameOf, withUniqueNames } from "./case.ts";
import { coverWanted, keepNoticing, sortTried, withOthers } from "./choose-cases.ts";
import type { Measure } from "./measure-suite.ts";
import type { Call, Exploration, Subject, SubjectFile } from "./request.ts";
import type { Draft, Work } from "./work.ts";

const MAX_FILES = 5;
const MAX_SUBJECTS = 14;
const MAX_MUTANTS = 45;
/** Share of the time that is kept for showing that the tests hold. */
const FOR_PROOF_MS = 15_000;

const inside = (subject: Subject, probe: { start: number; end: number }): boolean =>
  subject.start <= probe.start && probe.end <= subject.end;

interface Target {
  subject: Subject;
  /** What of it no test passes, as "file:probe". */
  wanted: Set<string>;
}

/** What of a file others can call and no test covers wholly, the least covered first. */
async function targetsOf(
  { bench, request, language }: Work,
  entry: SubjectFile,
  before: Measure,
): Promise<Target[]> {
  const samples = new Map<string, string[]>();
  for (const [key, texts] of before.samples) {
    const [file, name] = key.split("#");
    if (file === entry.file && name) samples.set(name, texts);
  }
  const subjects = await language.subjects(bench, request, entry, samples);
  const probes = before.probes.get(entry.file) ?? [];
  return subjects
    .filter(
      ({ name }) =>
        request.symbols === null ||
        request.symbols.includes(name) ||
        request.symbols.includes(name.split(".")[0] ?? ""),
    )
    .map((subject) => {
      const own = probes.filter((probe) => inside(subject, probe)).map(({ id }) => `${entry.file}:${id}`);
      return { subject, wanted: new Set(own.filter((key) => !before.hits.has(key))) };
    })
    .filter(({ wanted }) => wanted.size > 0)
    .sort((a, b) => b.wanted.size - a.wanted.size)
    .slice(0, MAX_SUBJECTS);
}

/** Gives each call its number within the file. */
function numbered(targets: Target[]): Call[] {
  let id = 0;
  return targets.flatMap(({ subject }) => {
    subject.calls = subject.calls.map((call) => ({ ...call, id: id++ }));
    return subject.calls;
  });
}

function noteRest(
  { result }: Work,
  entry: SubjectFile,
  target: Target,
  exploration: Exploration,
  left: Set<string>,
  lines: Map<string, number>,
): void {
  const { subject } = target;
  const { odd, unusable } = sortTried(subject, exploration);
  for (const { call, gives } of odd)
    result.suspicious.push({
      file: entry.file,
      line: subject.line,
      call:
        call.owner === null ? `${call.callee}(${call.args})` : `${call.owner}.${call.callee}(${call.args})`,
      gives,
    });
  if (left.size === 0) return;
  const places = [...new Set([...left].map((key) => lines.get(key) ?? subject.line))].sort((a, b) => a - b);
  const why = [...unusable].sort((a, b) => b[1] - a[1])[0]?.[0];
  const reason =
    exploration.problem ??
    (why
      ? `of ${exploration.results.length} calls most can't be used: ${why}`
      : "no call that was tried gets there");
  result.left.push(
    `${entry.file}:${subject.line} ${subject.name}: line ${places.slice(0, 6).join(", ")} stays uncovered; ${reason}.`,
  );
}

/** Finds calls that cover what is not covered and notice mutants; null when there are none. */
async function draftFor(work: Work, entry: SubjectFile, before: Measure): Promise<Draft | null> {
  const { bench, request, language, result } = work;
  const targets = await targetsOf(work, entry, before);
  if (targets.length === 0) return null;
  const calls = numbered(targets);
  const explored = await language.explore(bench, request, entry, { calls, mutants: [], compared: [] });
  const lines = new Map(
    (before.probes.get(entry.file) ?? []).map(({ id, line }) => [`${entry.file}:${id}`, line]),
  );
  const plans = targets.map((target) => {
    const { askable } = sortTried(target.subject, explored);
    const { chosen, left } = coverWanted(askable, target.wanted);
    noteRest(work, entry, target, explored, left, lines);
    return { target, chosen, compared: withOthers(chosen, askable) };
  });
  const useful = plans.filter(({ chosen }) => chosen.length > 0);
  if (useful.length === 0) return null;
  const covered = new Set(
    useful.flatMap(({ chosen }) =>
      chosen.flatMap(({ tried }) => tried.hits.flatMap((hit) => lines.get(hit) ?? [])),
    ),
  );
  const mutants = await language.mutants(
    bench,
    entry,
    useful.map(({ target }) => target.subject),
    covered,
    MAX_MUTANTS,
  );
  const compared = useful.flatMap(({ compared: all }) => all.map(({ call }) => call));
  const second = await language.explore(bench, request, entry, {
    calls: compared,
    mutants,
    compared: compared.map(({ id }) => id),
  });
  const alive = second.mutants.filter(({ broken }) => !broken);
  const known = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  const draft: Draft = { entry, cases: [], noticed: [] };
  const killed = new Set<number>();
  for (const { chosen, compared: all } of useful) {
    const { kept, killed: own } = keepNoticing(chosen, all, alive);
    for (const id of own) killed.add(id);
    for (const { call, tried } of kept) {
      draft.cases.push({ name: nameOf(call, tried.outcome), call, outcome: tried.outcome });
      draft.noticed.push(
        alive.filter(({ killedBy }) => killedBy.includes(call.id)).flatMap(({ id }) => known.get(id) ?? []),
      );
    }
  }
  result.mutants.total += alive.length;
  result.mutants.killed += killed.size;
  result.mutants.survivors.push(
    ...alive.flatMap(({ id }) => (killed.has(id) ? [] : (known.get(id)?.what ?? []))).slice(0, 5),
  );
  draft.cases = withUniqueNames(draft.cases);
  return draft.cases.length > 0 ? draft : null;
}

/** Drafts for the files that are covered least, as far as time goes. */
export async function draftAll(work: Work, before: Measure): Promise<Draft[]> {
  const drafts: Draft[] = [];
  const open = (file: string): number =>
    (before.probes.get(file) ?? []).filter(({ id }) => !before.hits.has(`${file}:${id}`)).length;
  const entries = work.request.files
    .filter(({ file }) => open(file) > 0)
    .sort((a, b) => open(b.file) - open(a.file));
  for (const entry of entries) {
    if (drafts.length >= MAX_FILES) break;
    if (work.bench.left < FOR_PROOF_MS) {
      work.result.left.push(`${entry.file}: the time was up.`);
      continue;
    }
    const draft = await draftFor(work, entry, before);
    if (draft) drafts.push(draft);
  }
  return drafts;
}
