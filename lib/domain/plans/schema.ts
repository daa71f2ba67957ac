import { z } from "zod";

const text = z.string().catch("");

export const PlanStep = z.object({
  key: z.string(),
  position: z.number(),
  title: z.string(),
  action: z.string(),
  agent: z.string(),
  tool: z.string(),
  inputs: z.record(z.string(), z.unknown()).catch({}),
  successCriteria: z.string(),
  fallback: z.string(),
  dependsOn: z.array(z.string()),
});
export type PlanStep = z.infer<typeof PlanStep>;

/** What the planner knew about the repository. Lenient on read. */
export const PlanAnalysis = z.object({
  languages: z.array(z.object({ name: text, share: z.number().catch(0) })).catch([]),
  packageManager: z.string().nullable().catch(null),
  runner: z.string().nullable().catch(null),
  entryPoints: z.array(z.string()).catch([]),
  testFiles: z.number().nullable().catch(null),
  files: z.number().nullable().catch(null),
  recentCommits: z.array(z.object({ sha: text, subject: text, author: text, committedAt: text })).catch([]),
  /** Sentences: what the plan used and where it comes from. */
  used: z.array(z.string()).catch([]),
});
export type PlanAnalysis = z.infer<typeof PlanAnalysis>;

export const PlanEstimate = z.object({
  seconds: z.number().nullable().catch(null),
  costMicros: z.number().nullable().catch(null),
});

export const Plan = z.object({
  id: z.uuid(),
  taskType: z.string(),
  summary: z.string(),
  engine: z.string(),
  createdAt: z.string(),
  analysis: PlanAnalysis,
  estimate: PlanEstimate,
  steps: z.array(PlanStep),
});
export type Plan = z.infer<typeof Plan>;

/**
 * Steps in columns: a step stands one column right of the last of those it depends on. Unknown or
 * circular dependencies count as none, so that any stored plan can be drawn.
 */
export function planColumns(steps: PlanStep[]): PlanStep[][] {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const depths = new Map<string, number>();
  const depthOf = (step: PlanStep, path: ReadonlySet<string>): number => {
    const known = depths.get(step.key);
    if (known !== undefined) return known;
    const below = step.dependsOn.flatMap((key) => {
      const other = byKey.get(key);
      return other && !path.has(key) ? [depthOf(other, new Set([...path, key])) + 1] : [];
    });
    const depth = Math.max(0, ...below);
    depths.set(step.key, depth);
    return depth;
  };
  const columns: PlanStep[][] = [];
  for (const step of steps) {
    const depth = depthOf(step, new Set([step.key]));
    while (columns.length <= depth) columns.push([]);
    columns[depth]?.push(step);
  }
  return columns;
}
