/**
 * `node scripts/bootstrap.mjs eval-check [suite …]`: runs the tests of every task in the sandbox, without and
 * with its reference solution, and says which tasks do not measure what they should. Exit code 1 when there are any.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { selectSandbox } from "#lib/ports/sandbox/select.ts";
import { checkTask } from "./eval/check-task.ts";
import { loadSuite } from "./eval/load-suite.ts";
import { Problem } from "./start/problem.ts";

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { only: { type: "string" } },
    allowPositionals: true,
  });
  const suites = (positionals.length > 0 ? positionals : ["repositories", "fixes"]).map((name) =>
    loadSuite(name, values.only),
  );
  const dataDir = mkdtempSync(join(tmpdir(), "morningai-eval-check-"));
  const provider = selectSandbox({ dataDir, programDir: resolve(import.meta.dirname, "..") });
  let wrong = 0;
  for (const { file, field, message } of suites.flatMap(({ problems }) => problems)) {
    wrong += 1;
    console.log(`✗ ${file}: ${field} ${message}`);
  }
  const waiting = suites.flatMap(({ tasks }) => tasks).entries();
  const worker = async () => {
    for (const [index, task] of waiting) {
      const problems = await checkTask(task, provider, `check-${index}`);
      if (problems.length > 0) wrong += 1;
      console.log(problems.length === 0 ? `✓ ${task.id}` : `✗ ${task.id}: ${problems.join("; ")}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  rmSync(dataDir, { recursive: true, force: true });
  return wrong === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.log(`${error.message}\n${error.remedy}`);
  process.exitCode = 2;
}
