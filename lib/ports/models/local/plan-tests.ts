import type { PlannedStep } from "./planned-step.ts";

/** The steps of writing tests for uncovered code up to their verification. */
export function testsSteps(facts: { testCommand?: string | null | undefined }): PlannedStep[] {
  return [
    {
      key: "target",
      title: "Find what is meant",
      action: "Read in the goal for which file, folder or function tests are wanted",
      agent: "dev",
      tool: "list_files",
      inputs: {},
      successCriteria: "Source files of the repository",
      fallback: "Say what there is, and ask",
      dependsOn: [],
    },
    {
      key: "baseline",
      title: "Run the tests before",
      action: "Run the whole suite on the base commit",
      agent: "dev",
      tool: "run_baseline",
      inputs: { command: facts.testCommand ?? null },
      successCriteria: "Every test passes",
      fallback: "End: beside failing tests new ones can't be told from broken ones",
      dependsOn: ["target"],
    },
    {
      key: "cover",
      title: "Write tests for what is not covered",
      action: "Measure the coverage, try calls, and record what they give",
      agent: "dev",
      tool: "cover_code",
      inputs: {},
      successCriteria: "Each test passes three times, raises the coverage and fails on a changed code",
      fallback: "Say what stays uncovered and why; list outcomes that look like an error for a person",
      dependsOn: ["baseline"],
    },
    {
      key: "verify",
      title: "Verify with the whole suite",
      action: "Run every test with the new ones and compare with before",
      agent: "dev",
      tool: "verify",
      inputs: {},
      successCriteria: "The same tests pass as before, each new one passes, exit code 0",
      fallback: "Propose nothing; the result counts as unverified",
      dependsOn: ["cover"],
    },
  ];
}
