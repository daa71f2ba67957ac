import { z } from "zod";

export const plannedStepSchema = z.object({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  title: z.string().min(1).max(120),
  action: z.string().min(1).max(500),
  agent: z.enum(["meta", "dev"]),
  tool: z.string().min(1).max(60),
  inputs: z.record(z.string(), z.unknown()),
  successCriteria: z.string().min(1).max(500),
  fallback: z.string().min(1).max(500),
  dependsOn: z.array(z.string()).max(20),
});

/** What a planner, by rules or by a language model, answers. */
export const planSchema = z.object({
  taskType: z.string().min(1).max(40),
  summary: z.string().min(1).max(1_000),
  confidence: z.number().min(0).max(1),
  rationale: z.string().min(1).max(1_000),
  steps: z.array(plannedStepSchema).min(1).max(50),
  estimate: z.object({ seconds: z.number().nonnegative(), costMicros: z.number().int().nonnegative() }),
});

export type Plan = z.infer<typeof planSchema>;
