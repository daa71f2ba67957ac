/**
 * `npm run check`: format, lint, types, architecture, dead code, generated files, lock file and docs links.
 * One line per part; the details of what failed come at the end. `npm run check -- types` runs one part.
 */
import { availableParallelism } from "node:os";
import { checkTasks, type Task, type TaskResult } from "./check/tasks.ts";
import { formatDuration } from "./terminal/duration.ts";

const root = process.cwd();

interface Outcome extends TaskResult {
  name: string;
}

async function runTask(task: Task): Promise<Outcome> {
  const startedAt = performance.now();
  const result = await task.run(root);
  const mark = result.problems ? "✗" : "✓";
  console.log(`${mark} ${task.name.padEnd(16)} ${formatDuration(performance.now() - startedAt)}`);
  return { name: task.name, ...result };
}

/** Runs all tasks, as many at once as there are processors (two at least). */
async function runAll(tasks: Task[]): Promise<Outcome[]> {
  const waiting = [...tasks];
  const outcomes: Outcome[] = [];
  const worker = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) outcomes.push(await runTask(task));
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  return outcomes;
}

const wanted = process.argv.slice(2).join(" ");
const tasks = checkTasks.filter((task) => !wanted || task.name.includes(wanted));
if (tasks.length === 0) {
  const names = checkTasks.map((task) => task.name);
  console.log(`There is no check "${wanted}". Choose one of: ${names.join(", ")}.`);
  process.exit(1);
}
const outcomes = await runAll(tasks);
for (const { name, warnings } of outcomes) if (warnings) console.log(`\nwarnings of ${name}:\n${warnings}`);
const failed = outcomes.filter((one) => one.problems);
for (const { name, problems } of failed) console.log(`\n── ${name} ──\n${problems}`);
console.log(
  failed.length === 0 ? "\nAll checks passed." : `\n${failed.length} of ${outcomes.length} checks failed.`,
);
process.exit(failed.length === 0 ? 0 : 1);
