import type { JSONValue } from "@ai-sdk/provider";
import { z } from "zod";
import { classifyTask, type TaskType } from "./classify-task.ts";
import { factsOf } from "./conversation.ts";
import type { Policy } from "./provider.ts";

const factsSchema = z.object({
  goal: z.string(),
  testCommand: z.string().nullish(),
  runner: z.string().nullish(),
  needsInstall: z.boolean().nullish(),
  buildCommand: z.string().nullish(),
});

type Facts = z.infer<typeof factsSchema>;

interface PlannedStep {
  key: string;
  title: string;
  action: string;
  agent: "meta" | "dev";
  tool: string;
  inputs: Record<string, JSONValue>;
  successCriteria: string;
  fallback: string;
  dependsOn: string[];
}

function preparation(facts: Facts): PlannedStep[] {
  return [
    {
      key: "setup",
      title: "Prepare the sandbox",
      action: facts.needsInstall
        ? "Check out the base commit and install its dependencies"
        : "Check out the base commit; it needs no dependencies",
      agent: "dev",
      tool: "set_up",
      inputs: { install: facts.needsInstall ?? false },
      successCriteria: "The files are in the sandbox and the install, if any, ended with exit code 0",
      fallback: "Stop and show the install log",
      dependsOn: [],
    },
    {
      key: "reproduce",
      title: "Reproduce the problem",
      action: "Run the test suite and find the failing tests that the goal describes",
      agent: "dev",
      tool: "reproduce",
      inputs: { command: facts.testCommand ?? null, runner: facts.runner ?? null },
      successCriteria: "At least one failing test speaks of what the goal describes",
      fallback: "End as not reproduced and ask for an example or a failing test",
      dependsOn: ["setup"],
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
      key: "verify",
      title: "Verify with the whole suite",
      action: "Run every test after the last edit and compare with before",
      agent: "dev",
      tool: "verify",
      inputs: {},
      successCriteria: "Exit code 0, the tests of the goal pass, no test that passed before fails",
      fallback: "Take the edit back; the result counts as unverified",
      dependsOn: ["fix"],
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
      title: "Wait for CI",
      action: "Run the checks on the forge in a clean sandbox",
      agent: "dev",
      tool: "run_checks",
      inputs: {},
      successCriteria: "All checks pass on the head commit",
      fallback: "Show what fails and hand over to a person",
      dependsOn: ["pull-request"],
    },
    {
      key: "approval",
      title: "Ask for the merge",
      action: "Ask a person to approve exactly this change",
      agent: "meta",
      tool: "request_approval",
      inputs: {},
      successCriteria: "A person approved",
      fallback: "On rejection keep the reason and the branch",
      dependsOn: ["checks"],
    },
    {
      key: "merge",
      title: "Merge",
      action: "Merge the approved commit into the base branch",
      agent: "meta",
      tool: "merge",
      inputs: {},
      successCriteria: "The base branch contains the approved commit",
      fallback: "On a conflict stop and say which files",
      dependsOn: ["approval"],
    },
  ];
}

const SUMMARIES: Record<TaskType, string> = {
  bug_fix:
    "Reproduce the bug with a failing test, find its cause, fix it, prove it with the whole suite and propose the change.",
  other:
    "The embedded engine changes code only where a failing test says what is wrong: look for one that the goal describes, and work from there.",
};

/** Plans by rules on repository facts, through the same schema that a language model fills. */
export const planPolicy: Policy = (options) => {
  const facts = factsSchema.parse(factsOf(options));
  const task = classifyTask(facts.goal);
  const steps = [...preparation(facts), ...repair(), ...delivery()];
  return {
    kind: "object",
    object: {
      taskType: task.type === "bug_fix" ? "bug_fix" : task.label,
      summary: SUMMARIES[task.type],
      confidence: task.confidence,
      rationale: task.rationale,
      steps: steps as unknown as JSONValue,
      estimate: { seconds: facts.needsInstall ? 120 : 45, costMicros: 0 },
    },
  };
};
