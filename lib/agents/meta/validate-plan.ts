import { mayUse, platformActions } from "#lib/tools/policy.ts";
import { toolRegistry } from "#lib/tools/registry.ts";
import type { Plan } from "./plan-schema.ts";

/** The steps that a run of this kind really does; a plan without them promises something else. */
const required: Record<string, string[]> = {
  code_review: ["change", "review"],
  refactor: ["baseline", "refactor", "verify"],
  tests: ["baseline", "cover", "verify"],
  docs: ["document", "verify"],
};
const FIX = ["reproduce", "fix", "verify"];

function hasCycle(plan: Plan): boolean {
  const done = new Set<string>();
  let open = plan.steps;
  while (open.length > 0) {
    const ready = open.filter((step) => step.dependsOn.every((key) => done.has(key)));
    if (ready.length === 0) return true;
    for (const step of ready) done.add(step.key);
    open = open.filter((step) => !done.has(step.key));
  }
  return false;
}

/** What is wrong with a plan, one sentence each; empty when it may run. */
export function validatePlan(plan: Plan): string[] {
  const problems: string[] = [];
  const keys = new Set(plan.steps.map((step) => step.key));
  if (keys.size < plan.steps.length) problems.push("Two steps have the same key.");
  for (const step of plan.steps) {
    const known = toolRegistry.has(step.tool) || (platformActions as readonly string[]).includes(step.tool);
    if (!known) problems.push(`Step "${step.key}" uses a tool that does not exist: ${step.tool}.`);
    else if (!mayUse(step.agent, step.tool))
      problems.push(`Agent ${step.agent} may not use ${step.tool} (step "${step.key}").`);
    for (const key of step.dependsOn) {
      if (!keys.has(key)) problems.push(`Step "${step.key}" depends on "${key}", which does not exist.`);
    }
  }
  for (const key of required[plan.taskType] ?? FIX) {
    if (!keys.has(key)) problems.push(`The plan has no step "${key}".`);
  }
  if (problems.length === 0 && hasCycle(plan)) problems.push("The steps depend on each other in a circle.");
  return problems;
}
