import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { compareSuites } from "#lib/agents/dev/review/compare-tests.ts";
import { installDependencies } from "#lib/agents/open-workspace.ts";
import type { NewFinding } from "#lib/domain/findings/schema.ts";
import { detectCommands } from "#lib/domain/repositories/detect-commands.ts";
import { runnerOfCommand } from "#lib/domain/repositories/detect-tests.ts";
import { endSessions } from "#lib/language-servers/pool.ts";
import type { FileChange, Forge, RepositoryRef } from "#lib/ports/forge/port.ts";
import type { SandboxProvider } from "#lib/ports/sandbox/port.ts";
import { reviewChange } from "#lib/tools/review-change.ts";
import { listFolder, readTextIn } from "../repair/read-folder.ts";
import { solvedFiles } from "./check-task.ts";
import type { EvalTask } from "./load-suite.ts";

export interface ReviewedTask {
  id: string;
  /** Findings in the change that brings the bug in. */
  bug: NewFinding[];
  /** Findings in the change that mends it: there should be none. */
  fix: NewFinding[];
  /** A finding stands in a file that the reference solution changes. */
  inPlace: boolean;
}

const encode = (text: string | null): Uint8Array | null =>
  text === null ? null : new TextEncoder().encode(text);

/** The repository with its bug as the first commit and the reference solution as the second. */
async function commitBoth(
  forge: Forge,
  ref: RepositoryRef,
  task: EvalTask,
): Promise<{ broken: string; solved: string }> {
  const files: FileChange[] = listFolder(task.repo).map((file) => ({
    path: file.path,
    content: readFileSync(path.join(task.repo, file.path)),
  }));
  const { head: broken } = await forge.importRepository(ref, { kind: "files", files, message: "Broken" });
  const changes = solvedFiles(task).map((file) => ({ path: file.path, content: encode(file.text) }));
  const at = new Date("2026-01-01T00:00:00Z");
  const solved = await forge.commit(ref, { parent: broken, changes, message: "Solved", committedAt: at });
  const undone = await Promise.all(
    changes.map(async (change) => ({
      path: change.path,
      content: await forge.readBlob(ref, broken, change.path),
    })),
  );
  // The bug comes in on top of the solution, so that the histories part there.
  const again = await forge.commit(ref, {
    parent: solved,
    changes: undone,
    message: "Broken",
    committedAt: at,
  });
  return { broken: again, solved };
}

/** Reviews both ways between the repository of a task and its reference solution. */
export async function reviewTask(
  { forge, provider }: { forge: Forge; provider: SandboxProvider },
  task: EvalTask,
  options: { tests: boolean },
): Promise<ReviewedTask> {
  const ref = { tenantId: "00000000-0000-4000-8000-000000000001", repositoryId: randomUUID() };
  const { broken, solved } = await commitBoth(forge, ref, task);
  const first = (await forge.log(ref, solved, 2))[1]?.sha ?? broken;
  const detection = await detectCommands(listFolder(task.repo), readTextIn(task.repo));
  const runner = runnerOfCommand(task.testCommand, detection.runner);
  const review = async (base: string, head: string): Promise<NewFinding[]> => {
    const { sandbox } = await provider.open(`review-${randomUUID()}`);
    try {
      await sandbox.unpack(await forge.archive(ref, head));
      await installDependencies(sandbox, detection);
      const workspace = {
        repository: ref,
        base,
        start: head,
        head,
        runner,
        testCommand: task.testCommand,
        goal: "",
        targets: [],
      };
      const context = { sandbox, forge, workspace, startedAt: new Date(0) };
      const { findings, paths } = await reviewChange.execute(context, { base, head, types: true });
      const tested = options.tests ? await compareSuites(context, { base, head, paths }) : { findings: [] };
      return [...findings, ...tested.findings];
    } finally {
      await endSessions(sandbox);
      await sandbox.destroy();
    }
  };
  const bug = await review(solved, broken);
  const fix = await review(first, solved);
  const mended = new Set(solvedFiles(task).map((file) => file.path));
  return { id: task.id, bug, fix, inPlace: bug.some((one) => mended.has(one.path)) };
}
