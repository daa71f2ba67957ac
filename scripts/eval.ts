/**
 * `npm run eval`: carries out the tasks of a suite on a platform of their own and judges each result by
 * tests that the product never saw. Exit code 1 when a verdict is not the expected one or not true.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { loadTasks } from "./eval/load-tasks.ts";
import { formatTable } from "./eval/print-table.ts";
import { runSuite } from "./eval/run-suite.ts";
import { Problem } from "./start/problem.ts";

const USAGE = `Usage: npm run eval -- [options]
  --suite    folder of task folders (default: evals/repositories)
  --only     the task with this id
  --jobs     tasks at the same time, 1 to 8 (default: 2)
  --json     print the results as one JSON line at the end`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      suite: { type: "string", default: path.join(import.meta.dirname, "..", "evals", "repositories") },
      only: { type: "string" },
      jobs: { type: "string", default: "2" },
      json: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const jobs = Number(values.jobs);
  if (values.help || !Number.isInteger(jobs) || jobs < 1 || jobs > 8) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const tasks = loadTasks(values.suite, values.only);
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "morningai-eval-"));
  try {
    const results = await runSuite({ tasks, dataDir, jobs, log: (line) => console.log(line) });
    console.log(`\n${formatTable(results)}`);
    for (const { id, judgeOutput } of results) if (judgeOutput) console.log(`\n${id}: ${judgeOutput}`);
    if (values.json) console.log(JSON.stringify(results));
    return results.every(({ asExpected, honest }) => asExpected && honest) ? 0 : 1;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.log(error instanceof Problem ? `${error.message}\n${error.remedy}` : error.message);
  process.exitCode = 2;
}
// Keep-alive connections of clients would hold the process.
process.exit();
