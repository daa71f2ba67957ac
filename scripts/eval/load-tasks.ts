import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { verdicts } from "#lib/domain/evidence/schema.ts";
import { Problem } from "../start/problem.ts";

const schema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  goal: z.string().min(1),
  runner: z.string(),
  testCommand: z.array(z.string()).min(1),
  expect: z.preprocess((text) => String(text).replaceAll(" ", "_"), z.enum(verdicts)),
  bugKind: z.string(),
});

/** One task of a suite: a folder with `task.json`, `repo/` and, for what can be fixed, `judge/`. */
export interface EvalTask extends z.infer<typeof schema> {
  /** The repository as the product gets it. */
  repo: string;
  /** Tests that the product never sees; null when nothing is to be judged. */
  judge: string | null;
}

function loadTask(folder: string): EvalTask {
  const file = join(folder, "task.json");
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success)
    throw new Problem(`${file} is not a task: ${z.prettifyError(parsed.error)}`, "See evals/README.md.");
  const judge = join(folder, "judge");
  return { ...parsed.data, repo: join(folder, "repo"), judge: existsSync(judge) ? judge : null };
}

/** The tasks of a suite in order of their names. Throws a Problem when there is none (with this id). */
export function loadTasks(suite: string, only?: string): EvalTask[] {
  const folder = resolve(suite);
  const folders = existsSync(folder) ? readdirSync(folder).sort() : [];
  const tasks = folders
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, "task.json")))
    .map(loadTask)
    .filter((task) => !only || task.id === only);
  if (tasks.length > 0) return tasks;
  throw new Problem(
    only ? `${suite} has no task "${only}".` : `${suite} has no tasks.`,
    "Give --suite a folder of task folders, like evals/repositories.",
  );
}
