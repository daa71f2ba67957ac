import type { JSONValue } from "@ai-sdk/provider";
import { z } from "zod";
import { classifyTask, type TaskType } from "./classify-task.ts";
import { factsOf } from "./conversation.ts";
import { docsSteps } from "./plan-docs.ts";
import { refactoringSteps } from "./plan-refactoring.ts";
import { reviewSteps } from "./plan-review.ts";
import { testsSteps } from "./plan-tests.ts";
import type { PlannedStep } from "./planned-step.ts";
import type { Policy } from "./provider.ts";

const factsSchema = z.object({
  goal: z.string(),
  testCommand: z.string().nullish(),
  runner: z.string().nullish(),
  needsInstall: z.boolean().nullish(),
  buildCommand: z.string().nullish(),
});

type Facts = z.infer<typeof factsSchema>;

function preparation(facts: Facts): PlannedStep[] {
  return [
    {
      key: "parse",
      title: "Read the issue",
      action: "Read files, names, errors, stack frames, commands and examples out of the text",
      agent: "dev",
      tool: "parse_issue",
      inputs: { characters: facts.goal.length },
      successCriteria: "Facts that the repository confirms; what it does not have is left out",
      fallback: "Go on with the failing tests alone",
      dependsOn: [],
    },
    {
      key: "reproduce",
      title: "Reproduce the problem",
      action: facts.needsInstall
        ? "Install the dependencies, run the test suite, and make the problem happen: by a failing test, the stack trace, an example or a command"
        : "Run the test suite and make the problem happen: by a failing test, the stack trace, an example or a command",
      agent: "dev",
      tool: "reproduce",
      inputs: { command: facts.testCommand ?? null, runner: facts.runner ?? null },
      successCriteria: "A test fails, each time it is run, as the goal describes",
      fallback: "End as not reproduced, say what was tried, and ask for an example or a failing test",
      dependsOn: ["parse"],
    },
  ];
}

function repair(): PlannedStep[] {
  return [
    {
      key: "locate",
      title: "Find the root cause",
      action: "Rank the lines that the failing tests run through",
      agent: "dev",
      tool: "locate_fault",
      inputs: {},
      successCriteria: "A ranked list of places with the reason for each",
      fallback: "Search the whole source instead of the ranked places",
      dependsOn: ["reproduce"],
    },
    {
      key: "fix",
      title: "Fix it",
      action: "Find an edit that makes the failing tests pass and breaks none",
      agent: "dev",
      tool: "propose_fix",
      inputs: { seconds: 60 },
      successCriteria: "The failing tests of the goal pass",
      fallback: "Take the edit back and try the next proposal; without one, say so and keep the evidence",
      dependsOn: ["locate"],
    },
    {
      key: "tests",
      title: "Add tests",
      action: "Keep the tests written for the reproduction as part of the change",
      agent: "dev",
      tool: "write_tests",
      inputs: {},
      successCriteria: "Each new test failed before the fix and passes after it",
      fallback: "Rely on the failing tests that the repository has",
      dependsOn: ["fix"],
    },
    {
      key: "verify",
      title: "Verify with the whole suite",
      action: "Run every test after the last edit and compare with before",
      agent: "dev",
      tool: "verify",
      inputs: {},
      successCriteria: "Exit code 0, the tests of the goal pass, no test that passed before fails",
      fallback: "Take the edit back; the result counts as unverified",
      dependsOn: ["tests"],
    },
  ];
}

function delivery(): PlannedStep[] {
  return [
    {
      key: "pull-request",
      title: "Open the pull request",
      action: "Push a branch with the change, the evidence, the root cause, risk and cost",
      agent: "dev",
      tool: "open_pull_request",
      inputs: {},
      successCriteria: "The pull request exists and shows the verified commit",
      fallback: "Keep the change as a patch on the run page",
      dependsOn: ["verify"],
    },
    {
      key: "checks",
      title: "Watch CI",
      action: "Run the checks on the forge in a clean sandbox",
      agent: "dev",
      tool: "run_checks",
      inputs: {},
      successCriteria: "All checks pass on the head commit",
      fallback: "Tell flaky, broken and missing checks from a fault of the change",
      dependsOn: ["pull-request"],
    },
    {
      key: "fix-checks",
      title: "Fix what CI finds",
      action: "Try another fix for what fails, a bounded number of times",
      agent: "dev",
      tool: "fix_checks",
      inputs: {},
      successCriteria: "All checks pass on the new head commit",
      fallback: "Hand over to a person and name what fails and why",
      dependsOn: ["checks"],
    },
    {
      key: "approval",
      title: "Ask for review",
      action: "Ask a person to review and approve exactly this change; it is merged then",
      agent: "meta",
      tool: "request_approval",
      inputs: {},
      successCriteria: "A person approved",
      fallback: "On rejection keep the reason and the branch; on a conflict say which files",
      dependsOn: ["fix-checks"],
    },
  ];
}

const SUMMARIES: Record<TaskType, string> = {
  bug_fix:
    "Reproduce the bug with a failing test, find its cause, fix it, prove it with the whole suite and propose the change.",
  code_review:
    "Read the change, look at its lines by rules, with the type checker and with the tests, and comment on each line where something goes wrong.",
  refactor:
    "Find what the goal names, change it everywhere with the language server, and show by the whole suite and the type checker that nothing else changed.",
  tests:
    "Measure what the suite does not cover, record what that code does at present as tests, keep those that pass each time and fail on a changed code, and propose them.",
  docs: "Hold the documents against the repository, set right what can be proven, run the examples, ask for what is missing, and propose the change.",
  other:
    "The embedded engine changes code only where a failing test says what is wrong: look for one that the goal describes, and work from there.",
};

function stepsFor(type: TaskType, facts: Facts): PlannedStep[] {
  if (type === "code_review") return reviewSteps(facts);
  if (type === "refactor") return [...refactoringSteps(facts), ...delivery()];
  if (type === "tests") return [...testsSteps(facts), ...delivery()];
  if (type === "docs") return [...docsSteps(), ...delivery()];
  return [...preparation(facts), ...repair(), ...delivery()];
}

/** Plans by rules on repository facts, through the same schema that a language model fills. */
export const planPolicy: Policy = (options) => {
  const facts = factsSchema.parse(factsOf(options));
  const task = classifyTask(facts.goal);
  const steps = stepsFor(task.type, facts);
  return {
    kind: "object",
    object: {
      taskType: task.type === "other" ? task.label : task.type,
      summary: SUMMARIES[task.type],
      confidence: task.confidence,
      rationale: task.rationale,
      steps: steps as unknown as JSONValue,
      estimate: { seconds: facts.needsInstall ? 120 : 45, costMicros: 0 },
    },
  };
};
