import { recordDecision } from "#lib/domain/decisions/record-decision.ts";
import { readFrames } from "#lib/domain/issues/read-frames.ts";
import type { IssueFacts } from "#lib/domain/issues/schema.ts";
import type { RunEnding } from "#lib/domain/runs/finish-run.ts";
import { chooseByTrace } from "#lib/domain/test-reports/choose-by-trace.ts";
import { chooseTargets } from "#lib/domain/test-reports/choose-targets.ts";
import { classifyFailures } from "#lib/domain/test-reports/classify-failures.ts";
import { caseKey, type TestReport } from "#lib/domain/test-reports/schema.ts";
import type { RunSession } from "../run-session.ts";
import { describePart, narrowSuite } from "./narrow-suite.ts";
import { prepareRunner } from "./prepare-runner.ts";
import { reproduceFromExample } from "./reproduce-example.ts";
import { keepReproduction, type Reproduction } from "./reproduction.ts";
import { findFlaky } from "./rerun-failing.ts";
import { markStep } from "./steps.ts";
import { explain, keepTestReport, runSuite } from "./test-suite.ts";

const ASK =
  "To go on, describe an input with its expected and actual result, name the failing test, or add one that shows the problem.";

async function notReproduced(session: RunSession, why: string, tried: string[]): Promise<RunEnding> {
  const nothing = { targets: [], written: [], flaky: [], weak: false };
  await keepReproduction(session, { how: "none", summary: why, ...nothing, tried }, null, "none");
  await markStep(session, "reproduce", {
    status: "failed",
    summary: why,
    error: { code: "not_reproduced", message: why, remedy: ASK },
  });
  return {
    status: "failed",
    outcome: "not_reproduced",
    verdict: "not_reproduced",
    reason: `${why} ${ASK}`,
  };
}

type Chosen = { found: Reproduction } | { why: string; tried: string[] };
type Ended = Chosen & { before: TestReport | null };

/** Reproduction by tests that fail already: those of the stack trace, else those that speak of the goal. */
async function byFailingTest(session: RunSession, issue: IssueFacts, before: TestReport): Promise<Chosen> {
  const trace = chooseByTrace(issue, before.cases);
  const choice = trace ?? chooseTargets(session.workspace.goal, before.cases);
  if (choice.targets.length === 0)
    return { why: before.cases.length > 0 ? choice.rationale : "", tried: [choice.rationale] };
  const flaky = await findFlaky(session, before);
  const unstable = new Set(flaky.map(caseKey));
  const targets = choice.targets.filter((test) => !unstable.has(caseKey(test)));
  const [first] = flaky;
  if (targets.length === 0 && first) {
    const why = `Flaky: "${first.name}" failed in ${first.failed} of ${first.runs} runs of the same code, so no change can be proven by it.`;
    return { why, tried: [why] };
  }
  const { network } = classifyFailures(targets, []);
  if (network.length === targets.length)
    return {
      why: `The failing tests need a network, which the sandbox does not have: "${network[0]}".`,
      tried: ["The tests were run without a network."],
    };
  await decideTargets(session, { ...choice, targets });
  const { syntax } = classifyFailures(targets, []);
  const unreadable = syntax.length > 0 ? " Code can't be read: a syntax error." : "";
  const found: Reproduction = {
    how: trace ? "stack_trace" : "failing_test",
    summary: `${[describePart(session), explain(before)].filter(Boolean).join(" ")} The goal is about: ${targets[0]?.name}.${unreadable}`,
    before,
    targets,
    written: [],
    tried: [],
    flaky,
    weak: false,
  };
  return { found };
}

async function decideTargets(
  session: RunSession,
  choice: { targets: Reproduction["targets"]; rationale: string; confidence: number },
): Promise<void> {
  const { targets, rationale, confidence } = choice;
  session.durable.keep("decide-targets", () =>
    recordDecision(session.context, {
      runId: session.facts.runId,
      decision: {
        key: "targets",
        madeBy: "Dev_Agent",
        decision: `Work on ${targets.length === 1 ? "the failing test" : `${targets.length} failing tests, first`} "${targets[0]?.name}"`,
        rationale,
        confidence,
      },
    }),
  );
}

/** The suite before any change; when it does not end in its time, those of its files that speak of the goal. */
async function runBefore(session: RunSession): Promise<TestReport> {
  const whole = await runSuite(session, "reproduce");
  return whole.timedOut && (await narrowSuite(session)) ? runSuite(session, "reproduce") : whole;
}

/** Runs the suite, then looks for the problem in what fails already and, without that, in the issue's examples. */
async function findReproduction(session: RunSession, issue: IssueFacts): Promise<Ended> {
  const hasExamples = issue.examples.length > 0 || issue.commands.length > 0;
  const runner = prepareRunner(session, issue);
  if (!runner)
    return { why: "The repository has no test command.", tried: ["There is nothing to run."], before: null };
  const before = runner === "existing" ? await runBefore(session) : null;
  if (before) await keepTestReport(session, before, "before");
  const chosen = before ? await byFailingTest(session, issue, before) : { why: "", tried: [] };
  if ("found" in chosen || !hasExamples || before?.timedOut) return { ...chosen, before };
  const example = await reproduceFromExample(session, issue);
  if (example.found) return { found: example.found, before };
  const why = [chosen.why, ...example.tried].join(" ").trim();
  return { why, tried: [...chosen.tried, ...example.tried], before };
}

/**
 * Step 2: makes the problem happen before any change, from failing tests, a stack trace, an example or a command.
 * Without that the run ends as "not reproduced" and asks, instead of guessing.
 */
export async function reproduce(
  session: RunSession,
  issue: IssueFacts,
): Promise<{ ending: RunEnding } | { reproduction: Reproduction }> {
  await markStep(session, "reproduce", { status: "running" });
  const chosen = await findReproduction(session, issue);
  if (!("found" in chosen)) {
    const report = chosen.before ? explain(chosen.before) : "";
    const why = [describePart(session), report, chosen.why].filter(Boolean).join(" ");
    return { ending: await notReproduced(session, why, chosen.tried) };
  }
  const { found } = chosen;
  session.workspace.targets = found.targets;
  session.workspace.passing = found.before.cases.filter((test) => test.status === "passed");
  if (found.written.length > 0) await keepTestReport(session, found.before, "before");
  await keepReproduction(session, found, null, "before");
  await markStep(session, "reproduce", { status: "succeeded", summary: found.summary });
  return { reproduction: found };
}

/** Where the error of the failing tests starts, when that is in a dependency: it is reported, never patched. */
export function faultyDependency(issue: IssueFacts, reproduction: Reproduction): string | null {
  const message = reproduction.targets[0]?.message ?? "";
  const frames = [...readFrames(message, new Set()), ...(message ? [] : issue.frames)];
  const { dependency } = classifyFailures(reproduction.targets, frames);
  return dependency
    ? `The error is thrown inside the dependency, at ${dependency.file}:${dependency.line}; dependencies are not patched here.`
    : null;
}
