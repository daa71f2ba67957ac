import type { PlannedStep } from "./planned-step.ts";

/** The steps of a code review. */
export function reviewSteps(facts: { testCommand?: string | null | undefined }): PlannedStep[] {
  return [
    {
      key: "change",
      title: "Read the change",
      action: "Find the two commits that the goal names and the lines between them",
      agent: "dev",
      tool: "read_change",
      inputs: {},
      successCriteria: "Both commits exist and differ",
      fallback: "Say which branches there are and ask which change is meant",
      dependsOn: [],
    },
    {
      key: "review",
      title: "Review it",
      action: "Ask the rules about the changed lines, and the type checker about both commits",
      agent: "dev",
      tool: "review_change",
      inputs: {},
      successCriteria: "Each finding has file, line, concrete harm and confidence; a clean change has none",
      fallback: "Say which part could not be looked at",
      dependsOn: ["change"],
    },
    {
      key: "compare-tests",
      title: "Compare the tests",
      action: "Run the tests with the change and, where some fail, without it",
      agent: "dev",
      tool: "compare_tests",
      inputs: { command: facts.testCommand ?? null },
      successCriteria: "What fails with the change alone, twice, is a finding",
      fallback: "Go on with the rules and the type checker",
      dependsOn: ["change"],
    },
    {
      key: "comment",
      title: "Comment on the lines",
      action: "Put each finding on its line of the head commit",
      agent: "dev",
      tool: "comment",
      inputs: {},
      successCriteria: "Each finding stands on its line once",
      fallback: "Keep the findings on the run page",
      dependsOn: ["review", "compare-tests"],
    },
  ];
}
