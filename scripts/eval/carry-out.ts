import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { unwrap } from "#lib/db/call.ts";
import { readOne } from "#lib/db/read.ts";
import type { Context } from "#lib/domain/context.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { runnerOfCommand } from "#lib/domain/repositories/detect-tests.ts";
import { updateRepositoryCommands } from "#lib/domain/repositories/update-repository-commands.ts";
import { getRunSnapshot } from "#lib/domain/runs/get-run-snapshot.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { stopRun } from "#lib/domain/runs/stop-run.ts";
import { type TestRunner, testRunners } from "#lib/domain/test-reports/schema.ts";
import type { RepositoryRef } from "#lib/ports/forge/port.ts";
import { connectSource } from "../goal/connect.ts";
import type { EvalTask } from "./load-suite.ts";

const POLL_MS = 250;
/** Time for an agent when the task names none. */
const DEFAULT_SECONDS = 300;
/** After its time a stopped run has this long to end; CI of an opened pull request has ten minutes. */
const STOP_MS = 60_000;
const CHECKS_MS = 600_000;

const repositoryRow = z.object({
  headSha: z.string(),
  commands: z.object({
    install: z.string().nullish(),
    test: z.string().nullish(),
    build: z.string().nullish(),
    lint: z.string().nullish(),
  }),
  detection: z.object({
    runner: z.enum(testRunners).catch("unknown"),
    needsInstall: z.boolean().catch(false),
  }),
});

/** A task's repository in the forge, with what is needed to run its tests. */
export interface TaskRepository {
  ref: RepositoryRef;
  baseSha: string;
  runner: TestRunner;
  needsInstall: boolean;
  install: string | null;
}

/** What the product did, as its own records tell. */
export interface AgentWork {
  repository: TaskRepository;
  snapshot: RunSnapshot;
  /** From the connection of the repository until it was ready. */
  importMs: number;
  /** The agent's time was up. */
  deadlineReached: boolean;
}

/** What is submitted: the goal as written, and what any person would add who knows when it is done. */
export function goalText(task: Pick<EvalTask, "goal" | "testCommand" | "files" | "green">): string {
  return [
    task.goal,
    "",
    task.green
      ? `\`${task.testCommand}\` passes before and has to pass after.`
      : `Fix the failing tests so that \`${task.testCommand}\` passes.`,
    ...(task.files.length > 0 ? [`Files: ${task.files.join(", ")}`] : []),
  ].join("\n");
}

/** The task's test command is the repository's, whatever was detected: a user would enter it by hand. */
async function connectTask(context: Context, task: EvalTask, location: string): Promise<TaskRepository> {
  const name =
    task.id
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "task";
  const repositoryId = await connectSource(context, { kind: "path", location, name });
  const query = context.db.from("repositories").select("headSha:head_sha, commands, detection");
  const row = await readOne(query.eq("id", repositoryId), repositoryRow);
  const { install = null, build = null, lint = null, test } = row.commands;
  if (test !== task.testCommand) {
    await updateRepositoryCommands(context, {
      repositoryId,
      commands: { install, build, lint, test: task.testCommand },
    });
  }
  return {
    ref: { tenantId: context.tenantId, repositoryId },
    baseSha: row.headSha,
    runner: runnerOfCommand(task.testCommand, row.detection.runner),
    needsInstall: row.detection.needsInstall,
    install,
  };
}

interface Progress {
  ended: boolean;
  proposed: boolean;
}

/** One small query: following a run must not cost the time that it needs. */
async function progressOf(context: Context, runId: string): Promise<Progress> {
  const row = unwrap(
    await context.db
      .from("runs")
      .select(
        "finished_at, approvals!approvals_run_id_fkey(status), pull_requests!pull_requests_run_id_fkey(id)",
      )
      .eq("id", runId)
      .single(),
  );
  const asks = row.approvals.some(({ status }) => status === "pending");
  return {
    ended: row.finished_at !== null || asks,
    proposed: [row.pull_requests].flat().some((one) => one !== null),
  };
}

/** Waits until the run ends or asks for the merge; stops it when its time is up or the signal comes. */
async function follow(
  context: Context,
  runId: string,
  seconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  const startedAt = performance.now();
  let stoppedAt: number | null = null;
  let deadlineReached = false;
  for (;;) {
    const { ended, proposed } = await progressOf(context, runId);
    if (ended) return deadlineReached;
    const elapsed = performance.now() - startedAt;
    const limit = seconds * 1_000 + (proposed ? CHECKS_MS : 0);
    if (stoppedAt === null && (signal.aborted || elapsed > limit)) {
      stoppedAt = elapsed;
      deadlineReached = !signal.aborted;
      await stopRun(context, { runId });
    }
    if (stoppedAt !== null && elapsed > stoppedAt + STOP_MS)
      throw new Error(`The run did not end within ${STOP_MS / 1_000} s after it was stopped.`);
    await delay(POLL_MS);
  }
}

/** Gives the sandbox of a run that waits for a person back; its records and branch stay. */
async function release(context: Context, { run }: RunSnapshot): Promise<void> {
  if (run.finishedAt === null) await stopRun(context, { runId: run.id });
}

/**
 * Carries a task out as a user would: connect the repository, submit the goal, wait. Never looks at the judge.
 * Errors: Problem when the repository can't be taken over; an AbortError when the signal ended it.
 */
export async function carryOut(input: {
  context: Context;
  task: EvalTask;
  /** Folder of the git repository. */
  location: string;
  signal: AbortSignal;
}): Promise<AgentWork> {
  const { context, task, location, signal } = input;
  const startedAt = performance.now();
  const repository = await connectTask(context, task, location);
  const importMs = Math.round(performance.now() - startedAt);
  const { runId } = await submitGoal(context, {
    repositoryId: repository.ref.repositoryId,
    body: goalText(task),
    // A goal may take a whole number of seconds, ten at least; the exact limit is kept by following the run.
    ...(task.seconds ? { seconds: Math.max(10, Math.floor(task.seconds)) } : {}),
  });
  const deadlineReached = await follow(context, runId, task.seconds ?? DEFAULT_SECONDS, signal);
  signal.throwIfAborted();
  const snapshot = await getRunSnapshot(context, runId);
  await release(context, snapshot);
  return { repository, snapshot, importMs, deadlineReached };
}
