import type { NewFinding } from "#lib/domain/findings/schema.ts";
import { readFrames } from "#lib/domain/issues/read-frames.ts";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import { caseKey, countCases, type TestCase, type TestReport } from "#lib/domain/test-reports/schema.ts";
import type { ToolContext } from "#lib/tools/define-tool.ts";
import { isTestPath } from "#lib/tools/policy.ts";
import { placeTree } from "#lib/tools/review-change.ts";
import { openWorkspace } from "../../open-workspace.ts";
import { perform } from "../../perform.ts";
import type { RunSession } from "../../run-session.ts";
import { keepTestReport } from "../test-suite.ts";
import type { ReviewedChange } from "./choose-change.ts";

interface Comparison {
  before: TestReport | null;
  after: TestReport;
  /** Tests that fail with the change, each time they are run, and passed without it or are new. */
  broken: TestCase[];
}

const failing = (report: TestReport): TestCase[] =>
  report.cases.filter((test) => test.status === "failed" && !test.todo);

/** What the tests say of a change, in a sandbox that stands at its head before and after. */
export async function compareSuites(
  { sandbox, forge, workspace }: Pick<ToolContext, "sandbox" | "forge" | "workspace">,
  { base, head, paths }: { base: string; head: string; paths: string[] },
): Promise<Comparison & { findings: NewFinding[] }> {
  const run = () => runTestSuite(sandbox, { command: workspace.testCommand, runner: workspace.runner });
  const after = await run();
  if (failing(after).length === 0) return { before: null, after, broken: [], findings: [] };
  const again = new Set(failing(await run()).map(caseKey));
  try {
    await placeTree({ sandbox, forge, workspace }, base, paths);
    const before = await run();
    const status = new Map(before.cases.map((test) => [caseKey(test), test.status]));
    const broken = failing(after).filter(
      (test) => again.has(caseKey(test)) && (status.get(caseKey(test)) ?? "passed") === "passed",
    );
    const patch = await forge.diff(workspace.repository, base, head);
    return { before, after, broken, findings: toFindings(broken, patch, new Set(status.keys())) };
  } finally {
    await placeTree({ sandbox, forge, workspace }, head, paths);
  }
}

/** First line that the change adds or follows a removal, by file of the new tree. */
export function firstChangedLines(patch: string): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const part of patch.split(/^diff --git /m).slice(1)) {
    const path = /^\+\+\+ b\/(.+)$/m.exec(part)?.[1];
    if (!path) continue;
    const lines: number[] = [];
    for (const hunk of part.split(/^(?=@@ )/m).slice(1)) {
      let line = Number(/\+(\d+)/.exec(hunk)?.[1] ?? 1);
      let open = true;
      for (const text of hunk.split("\n").slice(1)) {
        if (/^[+-]/.test(text) && open) {
          lines.push(Math.max(1, line));
          open = false;
        }
        if (text.startsWith(" ")) open = true;
        if (!text.startsWith("-")) line += 1;
      }
    }
    found.set(path.trim(), lines);
  }
  return found;
}

/** The changed place that a failing test most likely is about: in its stack trace, else near its name, else the first. */
function placeOf(test: TestCase, changed: Map<string, number[]>): { path: string; line: number } | null {
  const sources = [...changed].filter(([path, lines]) => !isTestPath(path) && lines.length > 0);
  const frame = readFrames(test.message ?? "", new Set(changed.keys())).find(
    ({ file, place }) => place === "repository" && sources.some(([path]) => path === file),
  );
  const own = frame && changed.get(frame.file);
  if (frame && own) {
    const near = (one: number) => Math.abs(one - (frame.line ?? 1));
    const line = own.reduce((best, one) => (near(one) < near(best) ? one : best), own[0] ?? 1);
    return { path: frame.file, line };
  }
  const stem = (path: string) => (path.split("/").at(-1) ?? "").replace(/\.[^.]+$/, "").toLowerCase();
  const name = `${test.file} ${test.name}`.toLowerCase();
  const [path, lines] =
    sources.find(([one]) => name.includes(stem(one))) ?? sources[0] ?? [...changed][0] ?? [];
  return path ? { path, line: lines?.[0] ?? 1 } : null;
}

const shorten = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 2)
    .join(" ")
    .slice(0, 300);

function toFindings(broken: TestCase[], patch: string, existed: Set<string>): NewFinding[] {
  const changed = firstChangedLines(patch);
  const byPlace = new Map<string, { path: string; line: number; tests: TestCase[] }>();
  for (const test of broken) {
    const place = placeOf(test, changed);
    if (!place) continue;
    const key = `${place.path}:${place.line}`;
    const known = byPlace.get(key) ?? { ...place, tests: [] };
    byPlace.set(key, { ...known, tests: [...known.tests, test] });
  }
  return [...byPlace.values()].map(({ path, line, tests }) => {
    const [first] = tests;
    const others =
      tests.length > 1
        ? ` ${tests.length - 1} more ${tests.length === 2 ? "test fails" : "tests fail"} with it.`
        : "";
    const was =
      first && existed.has(caseKey(first))
        ? "passed before and fails with this change"
        : "comes with this change and fails";
    return {
      rule: "test-fails",
      source: "tests",
      path,
      line,
      confidence: 0.95,
      excerpt: "",
      harm: `The test "${first?.name}" ${was}: ${shorten(first?.message ?? "no message")}.${others}`,
    };
  });
}

/**
 * Runs the tests with the change and, where some fail, without it. What passed before and fails now, twice, is a
 * finding: nothing says more plainly what goes wrong.
 */
export async function compareTests(
  session: RunSession,
  change: ReviewedChange,
): Promise<{ findings: NewFinding[]; looked: string }> {
  const { context, workspace } = session;
  if (!workspace.testCommand) return { findings: [], looked: "The repository has no test command." };
  const input = { command: workspace.testCommand, base: change.base, head: change.head };
  const result = await perform(
    session,
    { stepKey: "compare-tests", name: "compare_tests", input },
    async () => {
      const sandbox = await openWorkspace(session);
      const { forge } = context.ports;
      const paths = change.files.map(({ path }) => path);
      return compareSuites({ sandbox, forge, workspace }, { ...change, paths });
    },
  );
  await keepTestReport(session, result.after, "after");
  if (result.before) await keepTestReport(session, result.before, "before");
  const counts = countCases(result.after.cases);
  if (!result.after.parsed)
    return { findings: [], looked: "The test command wrote no report that can be read." };
  const looked =
    result.broken.length > 0
      ? `${result.broken.length} of ${counts.total} tests fail with the change and do not without it.`
      : counts.failed > 0
        ? `${counts.failed} of ${counts.total} tests fail, with the change as without it.`
        : `All ${counts.passed} tests pass with the change.`;
  return { findings: result.findings, looked };
}
