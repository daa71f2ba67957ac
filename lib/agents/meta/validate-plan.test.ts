import { expect, test } from "vitest";
import { planPolicy } from "#lib/ports/models/local/plan-policy.ts";
import { type Plan, planSchema } from "./plan-schema.ts";
import { validatePlan } from "./validate-plan.ts";

function embeddedPlan(goal = "Orders are charged wrongly"): Plan {
  const decision = planPolicy({
    prompt: [],
    providerOptions: { morningai: { goal, testCommand: "npm test" } },
  });
  if (decision.kind !== "object") throw new Error("the planner gave no object");
  return planSchema.parse(decision.object);
}

function change(edit: (plan: Plan) => void): string[] {
  const plan = structuredClone(embeddedPlan());
  edit(plan);
  return validatePlan(plan);
}

test("the embedded planner's plan is valid", () => {
  expect(validatePlan(embeddedPlan())).toEqual([]);
  expect(validatePlan(embeddedPlan("Add a dark mode"))).toEqual([]);
});

test("a plan with an unknown tool, a tool of another agent, an unknown dependency or a doubled key is refused", () => {
  expect(
    change((plan) => {
      if (plan.steps[3]) plan.steps[3].tool = "make_coffee";
    })[0],
  ).toContain("does not exist: make_coffee");
  expect(
    change((plan) => {
      if (plan.steps[3]) plan.steps[3] = { ...plan.steps[3], agent: "meta", tool: "edit_files" };
    })[0],
  ).toContain("may not use edit_files");
  expect(
    change((plan) => {
      plan.steps[1]?.dependsOn.push("nowhere");
    })[0],
  ).toContain('depends on "nowhere"');
  expect(
    change((plan) => {
      if (plan.steps[0]) plan.steps.push(plan.steps[0]);
    })[0],
  ).toContain("same key");
});

test("a circle of dependencies is refused", () => {
  expect(
    change((plan) => {
      plan.steps[0]?.dependsOn.push("approval");
    }),
  ).toEqual(["The steps depend on each other in a circle."]);
});

test("a plan without verification is refused", () => {
  expect(
    change((plan) => {
      plan.steps = plan.steps.filter((step) => step.key !== "verify");
    }),
  ).toContain('The plan has no step "verify".');
});
