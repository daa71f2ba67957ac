import type { Case } from "./case.ts";
import type { Draft, Work } from "./characterise.ts";
import type { Mutant } from "./request.ts";

/** A draft whose tests were seen to pass on the code, three times, and each to fail on a mutant of it. */
export interface Confirmed {
  draft: Draft;
  /** Name of each test with the mutant that it failed on. */
  kills: [string, string][];
}

/** Another place, language and order: what depends on them is no behaviour of the code alone. */
const ELSEWHERE = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", PYTHONHASHSEED: "7" };

async function runCases({ bench, request, language }: Work, draft: Draft, cases: Case[], environment = {}): Promise<{ passed: boolean; exitCode: number | null; output: string; command: string }> {
  const { entry } = draft;
  bench.write(entry.testPath, language.write(bench, request, entry, cases));
  const command = entry.runTest ?? request.testCommand;
  const { exitCode, output } = await bench.run(command, environment);
  return { passed: exitCode === 0, exitCode, output, command };
}

/** The cases that pass when they are run alone. */
async function passingAlone(work: Work, draft: Draft): Promise<number[]> {
  const passing: number[] = [];
  for (const [at, one] of draft.cases.entries()) {
    if (work.bench.left < 2_000) break;
    if ((await runCases(work, draft, [one])).passed && (await runCases(work, draft, [one], ELSEWHERE)).passed) passing.push(at);
  }
  return passing;
}

const only = (draft: Draft, places: number[]): Draft => ({
  ...draft,
  cases: places.flatMap((at) => draft.cases[at] ?? []),
  noticed: places.map((at) => draft.noticed[at] ?? []),
});

/** Three runs: as written, in reverse elsewhere, as written. What does not pass each time is left out. */
async function steadyPart(work: Work, draft: Draft): Promise<Draft> {
  const runs: [string, Case[], Record<string, string>][] = [
    ["new tests", draft.cases, {}],
    ["new tests in reverse order, another time zone", draft.cases.toReversed(), ELSEWHERE],
    ["new tests again", draft.cases, {}],
  ];
  for (const [what, cases, environment] of runs) {
    const run = await runCases(work, draft, cases, environment);
    work.result.runs.push({ what: `${what} of ${draft.entry.file}`, command: run.command, exitCode: run.exitCode });
    if (!run.passed) return only(draft, await passingAlone(work, draft));
  }
  return draft;
}

const FAILED = /✖|×|✕|✗|not ok|\bFAIL|\bERROR|●|^\s*\d+\)/;

function failsIn(output: string, name: string): boolean {
  const plain = (text: string): string => text.replace(/\\(.)/g, "$1").replace(/\s+/g, " ");
  const wanted = plain(name);
  return output.split("\n").some((line) => FAILED.test(line) && plain(line).includes(wanted));
}

/** Few mutants of which each case notices one. */
function mutantsToTry(draft: Draft): Mutant[] {
  const open = new Set(draft.cases.keys());
  const chosen: Mutant[] = [];
  const all = [...new Map(draft.noticed.flat().map((mutant) => [mutant.id, mutant])).values()];
  const noticedBy = (mutant: Mutant): number[] => [...open].filter((at) => draft.noticed[at]?.some(({ id }) => id === mutant.id));
  while (open.size > 0) {
    const [best] = all.map((mutant) => ({ mutant, cases: noticedBy(mutant) })).sort((a, b) => b.cases.length - a.cases.length);
    if (!best || best.cases.length === 0) break;
    chosen.push(best.mutant);
    for (const at of best.cases) open.delete(at);
  }
  return chosen;
}

/** Runs the real tests on real mutants of the file; the cases that failed on one, with it. */
async function seenToFail(work: Work, draft: Draft): Promise<Map<number, Mutant>> {
  const { bench, language } = work;
  const failed = new Map<number, Mutant>();
  for (const mutant of mutantsToTry(draft)) {
    const waiting = [...draft.cases.keys()].filter((at) => !failed.has(at) && draft.noticed[at]?.some(({ id }) => id === mutant.id));
    if (waiting.length === 0 || bench.left < 3_000) continue;
    bench.write(draft.entry.file, mutant.text);
    const run = await runCases(work, draft, draft.cases);
    work.result.runs.push({ what: `new tests on a mutant, ${mutant.what}`, command: run.command, exitCode: run.exitCode });
    for (const at of waiting) {
      const one = draft.cases[at];
      if (!one || run.passed) continue;
      const name = language.nameOf(one.call, one.name);
      if (failsIn(run.output, name) || (draft.cases.length === 1 && !run.passed)) failed.set(at, mutant);
      else if (bench.left > 5_000 && !(await runCases(work, draft, [one])).passed) failed.set(at, mutant);
    }
  }
  bench.restore();
  return failed;
}

/** Keeps of each draft the tests that hold: steady, and seen to fail on a change of the code. */
export async function confirmTests(work: Work, drafts: Draft[]): Promise<Confirmed[]> {
  const confirmed: Confirmed[] = [];
  for (const draft of drafts) {
    const steady = await steadyPart(work, draft);
    work.bench.restore();
    const failed = await seenToFail(work, steady);
    const places = [...failed.keys()].sort((a, b) => a - b);
    if (places.length === 0) {
      work.result.left.push(`${draft.entry.file}: no test was left that passes each time and fails on a changed code.`);
      continue;
    }
    const kept = only(steady, places);
    const kills = kept.cases.map(({ call, name }, at): [string, string] => [
      work.language.nameOf(call, name),
      failed.get(places[at] ?? -1)?.what ?? "",
    ]);
    confirmed.push({ draft: kept, kills });
  }
  return confirmed;
}
