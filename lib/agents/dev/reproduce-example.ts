import type { IssueExample, IssueFacts } from "#lib/domain/issues/schema.ts";
import type { WrittenTest } from "#lib/domain/issues/write-reproduction.ts";
import { runTestSuite } from "#lib/domain/test-reports/run-test-suite.ts";
import { caseKey, type TestCase, type TestReport } from "#lib/domain/test-reports/schema.ts";
import { openWorkspace } from "../open-workspace.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import type { Reproduction } from "./reproduction.ts";
import { type Writing, writeTests } from "./write-tests.ts";

/** Failures that say the written test itself is wrong, not the code. */
const BROKEN_TEST =
  /does not provide an export|Cannot find (?:module|package)|ERR_MODULE_NOT_FOUND|ModuleNotFoundError|ImportError|is not a function|is not a constructor|is not defined\b|No test suite found|has no attribute/;

type Written = Writing["tests"][number];

interface Trial {
  how: "example" | "command";
  written: WrittenTest[];
  checkpoint: string;
  report: TestReport | null;
  targets: TestCase[];
  tried: string[];
  weak: boolean;
}

const caseOf = (report: TestReport, test: WrittenTest, name: string): TestCase | undefined =>
  report.cases.find(
    (one) =>
      one.file === test.path &&
      (one.name === name || one.name.endsWith(` > ${name}`) || one.name.endsWith(name)),
  );

interface Outcome {
  example: IssueExample;
  test: Written;
  found: TestCase | null;
  /** Why it shows nothing; null when it shows the problem. */
  why: string | null;
}

function outcomeOf(report: TestReport, test: Written, index: number): Outcome {
  const example = test.examples[index] as IssueExample;
  const found = caseOf(report, test, test.names[index] ?? "") ?? null;
  const message = found?.message ?? "";
  const judge = (): string | null => {
    if (!found) return `A test for ${example.call} was written, but the runner did not report it.`;
    if (found.status !== "failed")
      return example.throws === "expected"
        ? `${example.call} already throws.`
        : `${example.call} already ${example.expected === null ? "runs without an error" : `gives ${example.expected}`}.`;
    if (BROKEN_TEST.test(message) && !(example.error && message.includes(example.error)))
      return `A test for ${example.call} could not be run: ${message.split("\n")[0]?.slice(0, 200)}`;
    if (example.throws === "now" && example.error && !message.includes(example.error))
      return `${example.call} fails, but not with ${example.error}.`;
    return null;
  };
  return { example, test, found, why: judge() };
}

/** The report without the cases of written tests that show nothing, as if they had not been written. */
function withoutCases(report: TestReport, dropped: Set<string>): TestReport {
  return { ...report, cases: report.cases.filter((one) => !dropped.has(caseKey(one))) };
}

async function runWritten(session: RunSession, writing: Writing): Promise<TestReport> {
  const sandbox = await openWorkspace(session);
  for (const test of writing.tests) await sandbox.writeFile(test.path, test.content);
  const { testCommand: command, runner } = session.workspace;
  return runTestSuite(sandbox, { command, runner });
}

/** Writes the examples as tests, runs them, and keeps those that fail for the reason that the issue gives. */
async function tryExamples(session: RunSession, issue: IssueFacts): Promise<Trial> {
  const { workspace, context, facts } = session;
  const sandbox = await openWorkspace(session);
  const writing = await writeTests(session, sandbox, issue);
  const nothing = {
    how: writing.how,
    written: [],
    checkpoint: workspace.head,
    report: null,
    targets: [],
    weak: false,
  };
  if (writing.tests.length === 0) return { ...nothing, tried: writing.tried };
  const report = await runWritten(session, writing);
  const outcomes = writing.tests.flatMap((test) =>
    test.examples.map((_, index) => outcomeOf(report, test, index)),
  );
  const shown = outcomes.filter(({ why }) => why === null);
  const tried = [...writing.tried, ...outcomes.flatMap(({ why }) => why ?? [])];
  for (const test of writing.tests) await sandbox.removeFile(test.path);
  if (shown.length === 0) return { ...nothing, tried };
  const examples = writing.how === "command" ? [] : shown.map(({ example }) => example);
  const kept =
    shown.length === outcomes.length
      ? writing
      : await writeTests(session, sandbox, {
          ...issue,
          examples,
          commands: writing.how === "command" ? issue.commands : [],
        });
  for (const test of kept.tests) await sandbox.writeFile(test.path, test.content);
  const checkpoint = await context.ports.forge.commit(workspace.repository, {
    parent: workspace.head,
    changes: kept.tests.map(({ path, content }) => ({ path, content: new TextEncoder().encode(content) })),
    message: "Reproduce the problem",
    committedAt: new Date(facts.createdAt),
  });
  const targets = shown.flatMap(({ found }) => found ?? []);
  const dropped = outcomes.flatMap(({ why, found }) => (why !== null && found ? [caseKey(found)] : []));
  return {
    how: writing.how,
    written: kept.tests.map(({ path, content, names }) => ({ path, content, names })),
    checkpoint,
    report: withoutCases(report, new Set(dropped)),
    targets,
    tried,
    weak: shown.some(({ example }) => example.expected === null && example.throws === "now"),
  };
}

/**
 * Makes the problem happen from the examples of the issue alone: as tests that fail now. They become part of the
 * change. Null with what was tried when none of them shows the problem.
 */
export async function reproduceFromExample(
  session: RunSession,
  issue: IssueFacts,
): Promise<{ found: Reproduction | null; tried: string[] }> {
  const input = { examples: issue.examples.map(({ call }) => call) };
  const trial = await perform(session, { stepKey: "reproduce", name: "write_reproduction", input }, () =>
    tryExamples(session, issue),
  );
  const { workspace } = session;
  if (!trial.report) return { found: null, tried: trial.tried };
  workspace.start = trial.checkpoint;
  workspace.head = trial.checkpoint;
  const [first] = trial.targets;
  return {
    tried: trial.tried,
    found: {
      how: trial.how,
      summary: `The issue's ${trial.how} fails as a test: ${first?.name}.`,
      before: trial.report,
      targets: trial.targets,
      written: trial.written.map(({ path, content }) => ({ path, content })),
      tried: trial.tried,
      flaky: [],
      weak: trial.weak,
    },
  };
}
