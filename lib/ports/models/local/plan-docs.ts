import type { PlannedStep } from "./planned-step.ts";

/** The steps of an update of documents up to its verification. */
export function docsSteps(): PlannedStep[] {
  return [
    {
      key: "target",
      title: "Find what is meant",
      action: "Read in the goal which document, name, option or question it is about",
      agent: "dev",
      tool: "list_files",
      inputs: {},
      successCriteria: "One kind of update and its names",
      fallback: "Ask",
      dependsOn: [],
    },
    {
      key: "document",
      title: "Update the documents",
      action: "Compare with code, scripts and history, and write what can be proven",
      agent: "dev",
      tool: "update_docs",
      inputs: {},
      successCriteria:
        "Every link of a changed document leads somewhere, every example ends with exit code 0",
      fallback: "Ask for what is missing instead of inventing it",
      dependsOn: ["target"],
    },
    {
      key: "verify",
      title: "Verify with the whole suite",
      action: "Run every test on the last edit and see that only documents were changed",
      agent: "dev",
      tool: "verify",
      inputs: {},
      successCriteria: "Only documents differ, nothing in them is broken, the suite ends with exit code 0",
      fallback: "Propose nothing; the result counts as unverified",
      dependsOn: ["document"],
    },
  ];
}
