import { affectedBy } from "./affected.ts";
import type { TaskGraph } from "./graph.ts";
import { buildOrder } from "./order.ts";

export interface Step {
  name: string;
  /** A result of an earlier build that still is right. */
  cached: boolean;
}

/** What to do for the goals after some files have changed. */
export function planBuild(graph: TaskGraph, goals: string[], changedFiles: string[]): Step[] {
  const affected = affectedBy(graph, changedFiles);
  return buildOrder(graph, goals).map((name) => ({ name, cached: !affected.includes(name) }));
}

export function describePlan(steps: Step[]): string {
  return steps.map(({ name, cached }) => (cached ? `(${name})` : name)).join(" ");
}
