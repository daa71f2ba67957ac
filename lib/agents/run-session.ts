import { z } from "zod";
import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { testRunners } from "#lib/domain/test-reports/schema.ts";
import type { Workspace } from "#lib/tools/define-tool.ts";
import type { Durable } from "./durable.ts";

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
  repositoryId: z.uuid(),
  repositoryName: z.string(),
  defaultBranch: z.string(),
  commands: commandsSchema,
  runner: z.enum(testRunners),
  needsInstall: z.boolean(),
  /** ISO 8601; dates of commits derive from it, so that a repeated step makes the same commit. */
  createdAt: z.string(),
});

export type RunFacts = z.infer<typeof factsSchema>;

/** One run as the agents see it. */
export interface RunSession {
  context: Context;
  durable: Durable;
  facts: RunFacts;
  workspace: Workspace;
  /** Calls made so far: gives each model and tool call its number, the same on every replay. */
  calls: number;
}

const detectionSchema = z.object({
  runner: z.enum(testRunners).catch("unknown").default("unknown"),
  needsInstall: z.boolean().catch(false).default(false),
});

/** Reads what a run is about. Errors: `not_found`; `unprocessable` when the repository is not ready. */
export async function loadRunFacts(context: Context, runId: string): Promise<RunFacts> {
  const run = unwrap(
    await context.db
      .from("runs")
      .select(
        "id, number, created_at, goals(title, body), repositories(id, name, default_branch, commands, detection)",
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
    repositoryId: run.repositories.id,
    repositoryName: run.repositories.name,
    defaultBranch: run.repositories.default_branch,
    commands: run.repositories.commands,
    runner: detection.runner,
    needsInstall: detection.needsInstall,
    createdAt: run.created_at,
  });
}

/** A session on a base commit, with nothing done yet. */
export function startSession(input: {
  context: Context;
  durable: Durable;
  facts: RunFacts;
  base: string;
}): RunSession {
  const { context, durable, facts, base } = input;
  return {
    context,
    durable,
    facts,
    calls: 0,
    workspace: {
      repository: { tenantId: context.tenantId, repositoryId: facts.repositoryId },
      base,
      head: base,
      runner: facts.runner,
      testCommand: facts.commands.test ?? "",
      goal: `${facts.goalTitle}\n${facts.goalBody}`,
      targets: [],
    },
  };
}
