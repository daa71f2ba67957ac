import type { Case } from "./case.ts";
import type { Mutant } from "./request.ts";
import type { Draft, Work } from "./work.ts";

/** A draft whose tests were seen to pass on the code, three times, and each to fail on a mutant of it. */
export interface Confirmed {
  draft: Draft;
  /** Name of each test with the mutant that it failed on. */
  kills: [string, string][];
}

/** Another place, language and order: what depends on them is no behaviour of the code alone. */
const ELSEWHERE = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", PYTHONHASHSEED: "7" };

async function runCases(
  { bench, request, language }: Work,
  draft: Draft,
  cases: Case[],
  environment = {},
): Promise<{ passed: boolean; exitCode: number | null; output: string; command: string }> {
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
    if ((await runCases(work, draft, [one])).passed && (await runCases(work, draft, [one], ELSEWHERE)).passed)
      passing.push(at);
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
    work.result.runs.push({
      what: `${what} of ${draft.entry.file}`,
      command: run.command,
      exitCode: run.exitCode,
    });
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

const MAX_MUTANTS = 24;

/** The untried mutant that most of the open cases notice. */
function nextMutant(
  draft: Draft,
  open: ReadonlySet<number>,
  tried: ReadonlySet<number>,
): { mutant: Mutant; cases: number[] } | null {
  const all = new Map(draft.noticed.flat().map((mutant) => [mutant.id, mutant]));
  const [best] = [...all.values()]
    .filter(({ id }) => !tried.has(id))
    .map((mutant) => ({
      mutant,
      cases: [...open].filter((at) => draft.noticed[at]?.some(({ id }) => id === mutant.id)),
    }))
    .filter(({ cases }) => cases.length > 0)
    .sort((a, b) => b.cases.length - a.cases.length);
  return best ?? null;
}

/** Runs the real tests on real mutants of the file; the cases that failed on one, with it. */
async function seenToFail(work: Work, draft: Draft): Promise<Map<number, Mutant>> {
  const { bench, language } = work;
  const failed = new Map<number, Mutant>();
  const open = new Set(draft.cases.keys());
  const tried = new Set<number>();
  while (open.size > 0 && tried.size < MAX_MUTANTS && bench.left > 3_000) {
    const next = nextMutant(draft, open, tried);
    if (!next) break;
    const { mutant, cases } = next;
    tried.add(mutant.id);
    bench.write(draft.entry.file, mutant.text);
    const run = await runCases(work, draft, draft.cases);
    work.result.runs.push({
      what: `new tests on a mutant, ${mutant.what}`,
      command: run.command,
      exitCode: run.exitCode,
    });
    if (run.passed) continue;
    for (const at of cases) {
      const one = draft.cases[at];
      const seen =
        one && (draft.cases.length === 1 || failsIn(run.output, language.nameOf(one.call, one.name)));
      // Long names may be broken over lines: then the test alone tells.
      const alone = one && !seen && bench.left > 5_000 && !(await runCases(work, draft, [one])).passed;
      if (!seen && !alone) continue;
      failed.set(at, mutant);
      open.delete(at);
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
      work.result.left.push(
        `${draft.entry.file}: no test was left that passes each time and fails on a changed code.`,
      );
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
