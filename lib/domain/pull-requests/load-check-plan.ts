import { z } from "zod";
import { unwrap } from "#lib/db/call.ts";
import type { Context } from "#lib/domain/context.ts";
import { runnerOfCommand } from "#lib/domain/repositories/detect-tests.ts";
import { testRunners } from "#lib/domain/test-reports/schema.ts";
import type { CheckPlan } from "./run-checks.ts";

const command = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const commandsSchema = z.object({ install: command, test: command, build: command, lint: command });
const detectionSchema = z.object({
  runner: z.enum(testRunners).catch("unknown").default("unknown"),
  needsInstall: z.boolean().catch(false).default(false),
});

/** What CI has to run for a pull request. Error `not_found`. */
export async function loadCheckPlan(context: Context, input: { pullRequestId: string }): Promise<CheckPlan> {
  const row = unwrap(
    await context.db
      .from("pull_requests")
      .select("id, run_id, repository_id, head_sha, repositories(commands, detection)")
      .eq("id", input.pullRequestId)
      .single(),
  );
  const commands = commandsSchema.parse(row.repositories.commands);
  const detection = detectionSchema.parse(row.repositories.detection ?? {});
  return {
    pullRequestId: row.id,
    runId: row.run_id,
    repositoryId: row.repository_id,
    headSha: row.head_sha,
    runner: runnerOfCommand(commands.test, detection.runner),
    ...commands,
    install: detection.needsInstall ? commands.install : null,
  };
}
