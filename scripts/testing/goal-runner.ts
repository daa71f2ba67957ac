import path from "node:path";
import type { Context } from "#lib/domain/context.ts";
import { submitGoal } from "#lib/domain/goals/submit-goal.ts";
import { connectRepository } from "#lib/domain/repositories/connect-repository.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { makeRepository } from "#scripts/testing/git-repository.ts";
import {
  asksForApproval,
  demoAdmin,
  importEnd,
  type LivePlatform,
  openLivePlatform,
  runUntil,
} from "#scripts/testing/live-platform.ts";

/** A platform on which goals are carried out for real, with repositories by name. */
export interface GoalRunner {
  live: LivePlatform;
  context: Context;
  /** Connects a repository of these files, or of a folder below `live.repositories` that is there already. */
  connect(name: string, files?: Record<string, string>): Promise<string>;
  repositoryId(name: string): string;
  /** Submits a goal and waits until its run ends or asks a person. */
  carryOut(name: string, body: string, seconds?: number): Promise<RunSnapshot>;
  /** Connects a repository of these files and begins a run; several go at once, and each test waits for its own. */
  start(name: string, files: Record<string, string>, body: string, seconds?: number): void;
  /** Where a run that was started ended, or asks. */
  endOf(name: string): Promise<RunSnapshot>;
  /** Folder of the repository in the forge. */
  forgeFolder(name: string): string;
  close(): Promise<void>;
}

/** Starts a platform for a test file; one per file, as it sets this process's environment. */
export async function openGoalRunner(environment: Record<string, string> = {}): Promise<GoalRunner> {
  const live = await openLivePlatform({ TEST_WALL_SECONDS: "25", ...environment });
  const context = await demoAdmin();
  const repositories = new Map<string, string>();
  const repositoryId = (name: string): string => {
    const known = repositories.get(name);
    if (!known) throw new Error(`The repository ${name} is not connected.`);
    return known;
  };
  const courses = new Map<string, Promise<RunSnapshot>>();
  const runner: GoalRunner = {
    live,
    context,
    repositoryId,
    async connect(name, files) {
      const folder = path.join(live.repositories, name);
      const location = files ? makeRepository(folder, files) : folder;
      const connected = await connectRepository(context, { name, sourceKind: "path", location });
      const { status, reason } = await importEnd(context, connected.repositoryId);
      if (status !== "ready") throw new Error(`The import of ${name} ended as ${status}: ${reason}`);
      repositories.set(name, connected.repositoryId);
      return connected.repositoryId;
    },
    async carryOut(name, body, seconds) {
      const goal = { repositoryId: repositoryId(name), body };
      const { runId } = await submitGoal(context, seconds === undefined ? goal : { ...goal, seconds });
      return runUntil(context, runId, asksForApproval);
    },
    start(name, files, body, seconds) {
      const course = runner.connect(name, files).then(() => runner.carryOut(name, body, seconds));
      course.catch(() => {});
      courses.set(name, course);
    },
    async endOf(name) {
      const course = courses.get(name);
      if (!course) throw new Error(`No run of ${name} was started.`);
      return course;
    },
    forgeFolder: (name) => path.join(live.dataDir, "forge", context.tenantId, `${repositoryId(name)}.git`),
    close: () => live.close(),
  };
  return runner;
}
