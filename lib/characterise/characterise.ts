import { type Case, nameOf, withUniqueNames } from "./case.ts";
import { coverWanted, keepNoticing, sortTried, withOthers } from "./choose-cases.ts";
import { type Confirmed, confirmTests } from "./confirm-tests.ts";
import { javascript } from "./javascript/javascript.ts";
import type { Language } from "./language.ts";
import { count, type Measure, measureSuite } from "./measure-suite.ts";
import { python } from "./python/python.ts";
import type {
  Call,
  CharacteriseRequest,
  CharacteriseResult,
  Exploration,
  Mutant,
  Subject,
  SubjectFile,
} from "./request.ts";
import { Workbench } from "./workbench.ts";

const MAX_FILES = 10;
const MAX_SUBJECTS = 14;
const MAX_MUTANTS = 45;
/** Share of the time that is kept for showing that the tests hold. */
const FOR_PROOF_MS = 15_000;

export interface Work {
  bench: Workbench;
  request: CharacteriseRequest;
  language: Language;
  result: CharacteriseResult;
}

/** A written test file with what is known of its cases. */
export interface Draft {
  entry: SubjectFile;
  cases: Case[];
  /** Mutants that each case notices, by its place in `cases`. */
  noticed: Mutant[][];
}

const emptyResult = (): CharacteriseResult => ({
  status: "nothing_found",
  reason: "",
  coverage: [],
  tests: [],
  kills: [],
  mutants: { killed: 0, total: 0, survivors: [] },
  suspicious: [],
  left: [],
  runs: [],
});

const inside = (subject: Subject, probe: { start: number; end: number }): boolean =>
  subject.start <= probe.start && probe.end <= subject.end;

interface Target {
  subject: Subject;
  /** What of it no test passes, as "file:probe". */
  wanted: Set<string>;
}

/** What of a file others can call and no test covers wholly, the least covered first. */
async function targetsOf({ bench, request, language }: Work, entry: SubjectFile, before: Measure): Promise<Target[]> {
  const samples = new Map<string, string[]>();
  for (const [key, texts] of before.samples) {
    const [file, name] = key.split("#");
    if (file === entry.file && name) samples.set(name, texts);
  }
  const subjects = await language.subjects(bench, request, entry, samples);
  const probes = before.probes.get(entry.file) ?? [];
  return subjects
    .filter(({ name }) => request.symbols === null || request.symbols.includes(name) || request.symbols.includes(name.split(".")[0] ?? ""))
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

function noteRest({ result }: Work, entry: SubjectFile, target: Target, exploration: Exploration, left: Set<string>, lines: Map<string, number>): void {
  const { subject } = target;
  const { odd, unusable } = sortTried(subject, exploration);
  for (const { call, gives } of odd)
    result.suspicious.push({
      file: entry.file,
      line: subject.line,
      call: call.owner === null ? `${call.callee}(${call.args})` : `${call.owner}.${call.callee}(${call.args})`,
      gives,
    });
  if (left.size === 0) return;
  const places = [...new Set([...left].map((key) => lines.get(key) ?? subject.line))].sort((a, b) => a - b);
  const why = [...unusable].sort((a, b) => b[1] - a[1])[0]?.[0];
  const reason = exploration.problem ?? (why ? `of ${exploration.results.length} calls most can't be used: ${why}` : "no call that was tried gets there");
  result.left.push(`${entry.file}:${subject.line} ${subject.name}: line ${places.slice(0, 6).join(", ")} stays uncovered; ${reason}.`);
}

/** Finds calls that cover what is not covered and notice mutants; null when there are none. */
async function draftFor(work: Work, entry: SubjectFile, before: Measure): Promise<Draft | null> {
  const { bench, request, language, result } = work;
  const targets = await targetsOf(work, entry, before);
  if (targets.length === 0) return null;
  const calls = numbered(targets);
  const explored = await language.explore(bench, request, entry, { calls, mutants: [], compared: [] });
  const lines = new Map((before.probes.get(entry.file) ?? []).map(({ id, line }) => [`${entry.file}:${id}`, line]));
  const plans = targets.map((target) => {
    const { askable } = sortTried(target.subject, explored);
    const { chosen, left } = coverWanted(askable, target.wanted);
    noteRest(work, entry, target, explored, left, lines);
    return { target, chosen, compared: withOthers(chosen, askable) };
  });
  const useful = plans.filter(({ chosen }) => chosen.length > 0);
  if (useful.length === 0) return null;
  const covered = new Set(useful.flatMap(({ chosen }) => chosen.flatMap(({ tried }) => tried.hits.flatMap((hit) => lines.get(hit) ?? []))));
  const mutants = await language.mutants(bench, entry, useful.map(({ target }) => target.subject), covered, MAX_MUTANTS);
  const compared = useful.flatMap(({ compared: all }) => all.map(({ call }) => call));
  const second = await language.explore(bench, request, entry, { calls: compared, mutants, compared: compared.map(({ id }) => id) });
  const alive = second.mutants.filter(({ broken }) => !broken);
  const known = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  const draft: Draft = { entry, cases: [], noticed: [] };
  const killed = new Set<number>();
  for (const { chosen, compared: all } of useful) {
    const { kept, killed: own } = keepNoticing(chosen, all, alive);
    for (const id of own) killed.add(id);
    for (const { call, tried } of kept) {
      draft.cases.push({ name: nameOf(call, tried.outcome), call, outcome: tried.outcome });
      draft.noticed.push(alive.filter(({ killedBy }) => killedBy.includes(call.id)).flatMap(({ id }) => known.get(id) ?? []));
    }
  }
  result.mutants.total += alive.length;
  result.mutants.killed += killed.size;
  result.mutants.survivors.push(...alive.flatMap(({ id }) => (killed.has(id) ? [] : (known.get(id)?.what ?? []))).slice(0, 5));
  draft.cases = withUniqueNames(draft.cases);
  return draft.cases.length > 0 ? draft : null;
}

async function draftAll(work: Work, before: Measure): Promise<Draft[]> {
  const drafts: Draft[] = [];
  for (const entry of work.request.files.slice(0, MAX_FILES)) {
    if (work.bench.left < FOR_PROOF_MS) {
      work.result.left.push(`${entry.file}: the time was up.`);
      continue;
    }
    const draft = await draftFor(work, entry, before);
    if (draft) drafts.push(draft);
  }
  return drafts;
}

function conclude(work: Work, confirmed: Confirmed[], before: Measure, after: Measure): CharacteriseResult {
  const { result, language, bench, request } = work;
  for (const { draft, kills } of confirmed) {
    const { entry, cases } = draft;
    const names = cases.map(({ call, name }) => language.nameOf(call, name));
    result.tests.push({ path: entry.testPath, file: entry.file, content: language.write(bench, request, entry, cases), names });
    for (const [name, mutant] of kills) result.kills.push({ path: entry.testPath, name, mutant });
    result.coverage.push({ file: entry.file, before: count(before, entry.file), after: count(after, entry.file) });
  }
  const tests = result.tests.reduce((sum, { names }) => sum + names.length, 0);
  if (tests > 0) return { ...result, status: "written", reason: `${tests} tests for ${result.tests.length} files.` };
  const why = result.left[0] ?? "No call that was tried covers more and notices a change of the code.";
  return { ...result, status: "nothing_found", reason: why };
}

/** Writes tests for what the suite of a repository does not cover. Never throws for what repository code does. */
export async function characterise(request: CharacteriseRequest): Promise<CharacteriseResult> {
  const bench = new Workbench(request.root, request.seconds);
  const isPython = request.runner === "pytest" || request.runner === "unittest";
  const work: Work = { bench, request, language: isPython ? python : javascript, result: emptyResult() };
  const { result } = work;
  try {
    const files = request.files.map(({ file }) => file);
    const before = await measureSuite(work, files, []);
    result.runs.push({ what: "coverage before", command: request.testCommand, exitCode: before.exitCode });
    if (before.exitCode !== 0)
      return { ...result, status: "red", reason: `The suite fails while its coverage is measured (exit code ${before.exitCode}): ${before.output.trim().slice(-300)}` };
    if (before.hits.size === 0 && before.probes.size === 0)
      return { ...result, status: "unsupported", reason: "None of the files can be read as code." };
    const drafts = await draftAll(work, before);
    if (drafts.length === 0 && result.left.length === 0)
      return { ...result, status: "nothing_uncovered", reason: "The tests cover all of what others can call." };
    const confirmed = await confirmTests(work, drafts);
    const written = confirmed.map(({ draft }) => draft);
    const after = written.length > 0 ? await measureSuite(work, files, written) : before;
    if (written.length > 0) result.runs.push({ what: "coverage after, with the new tests", command: request.testCommand, exitCode: after.exitCode });
    if (after.exitCode !== 0)
      return { ...result, status: "nothing_found", reason: `The suite fails with the new tests: ${after.output.trim().slice(-300)}` };
    return conclude(work, confirmed, before, after);
  } finally {
    bench.close();
  }
}
