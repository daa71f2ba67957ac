import type { RepairRequest } from "./request.ts";
import type { FailingTest, Localisation, OnProgress } from "./result.ts";
import { type FileSuspicion, suspect } from "./search/suspicion.ts";
import { WarmWorker } from "./worker/client.ts";
import { type Baseline, type Goal, LOADED, type TestId, type TestOutcome } from "./worker/protocol.ts";

/** Everything known before the first candidate: what fails, where it probably comes from. */
export interface Prepared {
  worker: WarmWorker;
  baseline: Baseline;
  failing: TestOutcome[];
  goal: Goal;
  files: FileSuspicion[];
  localisation: Localisation;
}

/** The warm worker can't show the failure; the caller may use the repository's own runner. */
export interface NotWarm {
  unsupported: string;
}

export interface NothingFails {
  noFailingTest: true;
}

const words = (name: string): string =>
  name
    .replace(/\s*>\s*/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** Runners join suite and test names differently; a name matches on all its words or on its last part. */
function matches(test: TestId, wanted: TestId): boolean {
  if (wanted.file !== "" && test.file !== wanted.file && !wanted.file.endsWith(`/${test.file}`)) return false;
  if (test.name === LOADED) return true;
  if (test.name === wanted.name || words(test.name) === words(wanted.name)) return true;
  const leaf = test.name.split(" > ").at(-1) ?? "";
  return leaf === wanted.name || leaf === (wanted.name.split(" > ").at(-1) ?? "");
}

/**
 * Failing tests of the request that fail here too, or all failing ones when the request names none. Tests marked as
 * `todo` count when they are named, or when nothing else fails and the words point at them.
 */
function chooseFailing(request: RepairRequest, baseline: Baseline): TestOutcome[] {
  const failing = baseline.tests.filter((test) => test.status === "failed");
  if (request.failingTests.length > 0)
    return failing.filter((test) => request.failingTests.some((wanted) => matches(test, wanted)));
  const counted = failing.filter((test) => test.todo === undefined);
  return counted.length > 0 ? counted : closestTodo(request.hints, failing);
}

const SHORTEST_WORD = 4;

function closestTodo(hints: string, failing: readonly TestOutcome[]): TestOutcome[] {
  const wordsOf = (text: string): Set<string> =>
    new Set(
      text
        .toLowerCase()
        .match(/[a-z]+/g)
        ?.filter((word) => word.length >= SHORTEST_WORD),
    );
  const wanted = wordsOf(hints);
  const shared = (test: TestOutcome): number =>
    [...wordsOf(`${test.name} ${test.todo ?? ""}`)].filter((word) => wanted.has(word)).length;
  const best = Math.max(0, ...failing.map(shared));
  return best < 2 ? [] : failing.filter((test) => shared(test) === best);
}

export function toFailing({ file, name, message, expected, actual }: TestOutcome): FailingTest {
  return {
    file,
    name,
    message: message ?? "",
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
  };
}

/** A test that counted further was probably caught in a loop. */
const TOO_MANY_TICKS = 1_000_000;

function goalOf(baseline: Baseline, failing: readonly TestOutcome[]): Goal {
  const ids = ({ file, name }: TestOutcome): TestId => ({ file, name });
  const passing = baseline.tests.filter((test) => test.status === "passed");
  const cheapFirst = [...failing].sort((a, b) => a.milliseconds - b.milliseconds);
  return {
    targets: cheapFirst.map(ids),
    passing: passing.map(ids),
    ticks: Math.max(0, ...passing.map((test) => test.ticks)),
    targetTicks: Math.max(0, ...failing.map((test) => (test.ticks < TOO_MANY_TICKS ? test.ticks : 0))),
    milliseconds: Math.max(0, ...passing.map((test) => test.milliseconds)),
  };
}

/** Run the tests once plainly and once with coverage, and score every statement. The caller stops the worker. */
export async function prepare(
  request: RepairRequest,
  onProgress: OnProgress,
): Promise<Prepared | NotWarm | NothingFails> {
  const { root, runner, testFiles } = request;
  if (runner === "unknown") return { unsupported: "the test runner is not one that the engine knows" };
  if (runner === "pytest" || runner === "unittest") return { unsupported: "Python has an engine of its own" };
  const worker = new WarmWorker({ root, runner, testFiles });
  onProgress({ kind: "progress", stage: "tests", message: `running ${testFiles.length} test files` });
  const plain = await worker.baseline(false);
  const chosen = plain.unsupported ? [] : chooseFailing(request, plain);
  const failing = chosen.filter((test) => !test.blocked);
  if (failing.length === 0) {
    await worker.stop();
    if (plain.unsupported) return { unsupported: plain.unsupported };
    if (chosen.length > 0)
      return { unsupported: `"${chosen[0]?.name}" needs processes, files, the network or snapshots` };
    if (request.failingTests.length === 0) return { noFailingTest: true };
    return { unsupported: "the failing tests pass in the warm worker" };
  }
  const measured = await worker.baseline(true);
  const baseline = measured.unsupported
    ? { ...plain, seen: {} }
    : { ...measured, tests: stable(plain, measured) };
  const again = failing.map(
    (test) => baseline.tests.find((other) => other.file === test.file && other.name === test.name) ?? test,
  );
  const { files, localisation } = suspect({
    root,
    baseline,
    failing: again,
    testFiles,
    ...(request.sourceFiles && { sourceFiles: request.sourceFiles }),
    frames: request.stackFrames,
  });
  const [top] = localisation.functions;
  onProgress({
    kind: "progress",
    stage: "localise",
    message: top
      ? `${failing.length} failing; most suspicious: ${top.function} (${top.file}:${top.line})`
      : `${failing.length} failing`,
  });
  return { worker, baseline, failing: again, goal: goalOf(baseline, again), files, localisation };
}

/** Tests that ended differently in two runs are flaky: they neither convict nor acquit a candidate. */
function stable(plain: Baseline, measured: Baseline): TestOutcome[] {
  const first = new Map(plain.tests.map((test) => [`${test.file}\0${test.name}`, test.status]));
  return measured.tests.filter((test) => first.get(`${test.file}\0${test.name}`) === test.status);
}
