import { expect, test } from "vitest";
import { classifyTask } from "#lib/ports/models/local/classify-task.ts";
import { planPolicy } from "#lib/ports/models/local/plan-policy.ts";
import { planSchema } from "./plan-schema.ts";
import { validatePlan } from "./validate-plan.ts";

test.each([
  ["Review branch fix-dates", "code_review"],
  ["Please review pull request #3", "code_review"],
  ["Code review of main...feature", "code_review"],
  ["Review the changes from v1 to v2, something is wrong there", "code_review"],
  ["Rename `total` to `sum`", "refactor"],
  ["Extract lines 3-9 of src/a.ts into a function called b", "refactor"],
  ["Remove dead code in src/", "refactor"],
  ["Delete the unused function fail", "refactor"],
  ["Clean up the cart", "refactor"],
  ["Reviews of a product are counted wrongly", "bug_fix"],
  ["Review page crashes for products without a review", "bug_fix"],
  ["Renaming a file fails with an error", "bug_fix"],
  ["Extracted text is missing its last line", "bug_fix"],
  ["Orders are charged wrongly", "bug_fix"],
  ["Add tests for src/pricing.ts", "tests"],
  ["Update the README: the option --limit is missing", "docs"],
  ["Document the exported functions of src/price.ts", "docs"],
  ["Add an FAQ entry about rounding", "docs"],
  ["The docs mention the old name parseUrl", "docs"],
  ["Fix broken links in the docs", "docs"],
  ["Document list is sorted wrongly", "bug_fix"],
  ["The documentation says 5 but the function returns 4", "other"],
  ["Raise the coverage of src/money/", "tests"],
  ["Write tests for uncovered code", "tests"],
  ["Please write unit tests for the function total", "tests"],
  ["Cover src/cart.ts with tests", "tests"],
  ["Add a test mode that never sends mail", "bug_fix"],
  ["The test coverage report is wrong", "bug_fix"],
])("%s is %s", (goal, type) => expect(classifyTask(goal).type).toBe(type));

test.each([
  "Review branch x",
  "Rename a to b",
  "Add tests for src/a.ts",
  "Update the docs",
  "Orders are charged wrongly",
  "Add a dark mode",
])("the plan for %s is valid", (goal) => {
  const decision = planPolicy({
    prompt: [],
    providerOptions: { morningai: { goal, testCommand: "npm test" } },
  });
  if (decision.kind !== "object") throw new Error("the planner gave no object");
  expect(validatePlan(planSchema.parse(decision.object))).toEqual([]);
});
