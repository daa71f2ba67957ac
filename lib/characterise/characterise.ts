import { type Confirmed, confirmTests } from "./confirm-tests.ts";
import { draftAll } from "./draft-tests.ts";
import { javascript } from "./javascript/javascript.ts";
import { count, type Measure, measureSuite } from "./measure-suite.ts";
import { python } from "./python/python.ts";
import type { CharacteriseRequest, CharacteriseResult } from "./request.ts";
import type { Work } from "./work.ts";
import { Workbench } from "./workbench.ts";

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

function conclude(work: Work, confirmed: Confirmed[], before: Measure, after: Measure): CharacteriseResult {
  const { result, language, bench, request } = work;
  for (const { draft, kills } of confirmed) {
    const { entry, cases } = draft;
    const names = cases.map(({ call, name }) => language.nameOf(call, name));
    result.tests.push({
      path: entry.testPath,
      file: entry.file,
      content: language.write(bench, request, entry, cases),
      names,
    });
    for (const [name, mutant] of kills) result.kills.push({ path: entry.testPath, name, mutant });
    result.coverage.push({
      file: entry.file,
      before: count(before, entry.file),
      after: count(after, entry.file),
    });
  }
  const tests = result.tests.reduce((sum, { names }) => sum + names.length, 0);
  if (tests > 0)
    return { ...result, status: "written", reason: `${tests} tests for ${result.tests.length} files.` };
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
    if (before.exitCode !== 0 && request.hasTests)
      return {
        ...result,
        status: "red",
        reason: `The suite fails while its coverage is measured (exit code ${before.exitCode}): ${before.output.trim().slice(-300)}`,
      };
    if (before.hits.size === 0 && before.probes.size === 0)
      return { ...result, status: "unsupported", reason: "None of the files can be read as code." };
    const drafts = await draftAll(work, before);
    if (drafts.length === 0 && result.left.length === 0)
      return {
        ...result,
        status: "nothing_uncovered",
        reason: "The tests cover all of what others can call.",
      };
    const confirmed = await confirmTests(work, drafts);
    const written = confirmed.map(({ draft }) => draft);
    const after = written.length > 0 ? await measureSuite(work, files, written) : { ...before, exitCode: 0 };
    if (written.length > 0)
      result.runs.push({
        what: "coverage after, with the new tests",
        command: request.testCommand,
        exitCode: after.exitCode,
      });
    if (after.exitCode !== 0)
      return {
        ...result,
        status: "nothing_found",
        reason: `The suite fails with the new tests: ${after.output.trim().slice(-300)}`,
      };
    return conclude(work, confirmed, before, after);
  } finally {
    bench.close();
  }
}
