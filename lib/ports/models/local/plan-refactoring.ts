import type { PlannedStep } from "./planned-step.ts";

/** The steps of a refactoring up to its verification. */
export function refactoringSteps(facts: { testCommand?: string | null | undefined }): PlannedStep[] {
  return [
    {
      key: "target",
      title: "Find what is meant",
      action: "Read the operation and its names in the goal and find them in the code",
      agent: "dev",
      tool: "workspace_symbols",
      inputs: {},
      successCriteria: "One definition, and a new name that nothing else has",
      fallback: "Say what was found, and ask which one is meant",
      dependsOn: [],
    },
    {
      key: "baseline",
      title: "Run the tests before",
      action: "Run the whole suite and ask the type checker on the base commit",
      agent: "dev",
      tool: "run_baseline",
      inputs: { command: facts.testCommand ?? null },
      successCriteria: "Every test passes",
      fallback: "End: a behaviour that the tests do not hold can't be shown to be kept",
      dependsOn: ["target"],
    },
    {
      key: "refactor",
      title: "Change it",
      action: "Make the change everywhere with the language server",
      agent: "dev",
      tool: "refactor",
      inputs: {},
      successCriteria: "The type checker finds nothing that it did not find before",
      fallback: "Take back what it does not accept, and say what was left as it is",
      dependsOn: ["baseline"],
    },
    {
      key: "verify",
      title: "Verify with the whole suite",
      action: "Run every test after the last edit and compare with before",
      agent: "dev",
      tool: "verify",
      inputs: {},
      successCriteria: "The same tests pass as before, none is missing, exit code 0",
      fallback: "Take the change back; the result counts as unverified",
      dependsOn: ["refactor"],
    },
  ];
}
