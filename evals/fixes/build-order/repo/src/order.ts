import type { TaskGraph } from "./graph.ts";

/** The goals and all that they need, each once and after what it needs. Throws when tasks need each other. */
export function buildOrder(graph: TaskGraph, goals: string[]): string[] {
  const done: string[] = [];
  const path: string[] = [];

  function visit(name: string): void {
    if (path.includes(name)) throw new Error(`Cycle: ${[...path, name].join(" → ")}`);
    if (done.includes(name)) return;
    path.push(name);
    for (const need of graph.get(name).needs) visit(need);
    done.push(name);
  }

  for (const goal of goals) visit(goal);
  return done;
}
