import { z } from "zod";
import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { runnerOfCommand } from "#lib/domain/repositories/detect-tests.ts";
import { testRunners } from "#lib/domain/test-reports/schema.ts";

const commandsSchema = z.object({
  install: z.string().nullish(),
  test: z.string().nullish(),
  build: z.string().nullish(),
  lint: z.string().nullish(),
});

const factsSchema = z.object({
  runId: z.uuid(),
  runNumber: z.number(),
  goalTitle: z.string(),
  goalBody: z.string(),
  /** How long the agent may work on the goal; null: no limit of its own. */
  goalSeconds: z.number().nullable(),
  repositoryId: z.uuid(),
  repositoryName: z.string(),
  defaultBranch: z.string(),
  commands: commandsSchema,
  runner: z.enum(testRunners),
  needsInstall: z.boolean(),
  languages: z.array(z.object({ name: z.string(), share: z.number() })),
  packageManager: z.string().nullable(),
  testFiles: z.number(),
  entryPoints: z.array(z.string()),
  /** ISO 8601; dates of commits derive from it, so that a repeated step makes the same commit. */
  createdAt: z.string(),
  /** What the plan takes the goal for; null while there is none. */
  taskType: z.string().nullable(),
});

export type RunFacts = z.infer<typeof factsSchema>;

const detectionSchema = z.object({
  runner: z.enum(testRunners).catch("unknown").default("unknown"),
  needsInstall: z.boolean().catch(false).default(false),
  languages: z
    .array(z.object({ name: z.string(), share: z.number() }))
    .catch([])
    .default([]),
  packageManager: z.string().nullable().catch(null).default(null),
  testFiles: z.array(z.string()).catch([]).default([]),
  entryPoints: z.array(z.string()).catch([]).default([]),
});

/** Reads what a run is about. Errors: `not_found`; `unprocessable` when the repository is not ready. */
export async function loadRunFacts(context: Context, runId: string): Promise<RunFacts> {
  const run = unwrap(
    await context.db
      .from("runs")
      .select(
        "id, number, created_at, goals!runs_goal_id_fkey(title, body, seconds), repositories!runs_repository_id_fkey(id, name, default_branch, commands, detection), plans!runs_plan_id_fkey(task_type)",
      )
      .eq("id", runId)
      .single(),
  );
  const detection = detectionSchema.parse(run.repositories.detection ?? {});
  return factsSchema.parse({
    runId: run.id,
    runNumber: run.number,
    goalTitle: run.goals.title,
    goalBody: run.goals.body,
    goalSeconds: run.goals.seconds,
    repositoryId: run.repositories.id,
    repositoryName: run.repositories.name,
    defaultBranch: run.repositories.default_branch,
    commands: run.repositories.commands,
    ...detection,
    // A person may have entered a command that the detection did not find.
    runner: runnerOfCommand(commandsSchema.parse(run.repositories.commands).test, detection.runner),
    testFiles: detection.testFiles.length,
    createdAt: run.created_at,
    taskType: run.plans?.task_type ?? null,
  });
}
