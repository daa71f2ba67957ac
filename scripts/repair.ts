/**
 * `npm run repair -- --repo <folder> --test "<command>"`: searches for a fix of what the folder's tests find,
 * without the platform, in a sandbox and on a copy. docs/evals.md describes the JSON document.
 */
import { parseArgs } from "node:util";
import { repairFolder } from "./repair/repair-folder.ts";
import type { RepairReport } from "./repair/repair-report.ts";
import { Problem } from "./start/problem.ts";

const USAGE = `Usage: npm run repair -- --repo <folder> --test "<command>" [options]
  --repo     folder of the repository; it is copied, and stays as it is
  --test     command that runs the tests at its top, as for a shell
  --file     only this file may be changed
  --seconds  time for the search (default: 60)
  --goal     what is wrong, in words
  --apply    write the fix to the folder when the whole test command passes with it
  --json     print one JSON document on standard output, and everything else on standard error
Exit code 0: there is a fix, and the whole test command passes with it; 1: there is none; 2: wrong use;
3: the test command passes already; 4: the tests could not be run.`;

const exitCodes: Record<RepairReport["status"], number> = {
  fixed: 0,
  no_fix: 1,
  nothing_to_repair: 3,
  cannot_run: 4,
};

function print(report: RepairReport): void {
  const { status, best, rootCause, localisation, alternatives } = report;
  console.log(`\n${status.replaceAll("_", " ")}${report.reason ? `: ${report.reason}` : ""}`);
  if (rootCause) console.log(rootCause.explanation);
  if (best) {
    console.log(`\n${best.patch}`);
    console.log(`The whole test command ${best.passes ? "passes" : "does not pass"} with it.`);
  }
  if (report.plausible > 1)
    console.log(`${report.plausible} different fixes pass the tests: a person should look at the choice.`);
  for (const { summary, overfit } of alternatives)
    console.log(`  or: ${summary}${overfit ? " (a special case)" : ""}`);
  if (!best)
    for (const { function: name, file, line, score } of localisation.functions.slice(0, 5))
      console.log(`  suspicious: ${name} (${file}:${line}), ${score.toFixed(2)}`);
  const { candidates, seconds } = report;
  console.log(`${candidates.tried} candidates in ${seconds.search} s, ${seconds.total} s in all.`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      repo: { type: "string" },
      test: { type: "string" },
      file: { type: "string" },
      seconds: { type: "string", default: "60" },
      goal: { type: "string" },
      apply: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean" },
    },
  });
  const seconds = Number(values.seconds);
  if (values.help || !values.repo || !values.test?.trim() || !(seconds > 0 && seconds <= 3_600)) {
    console.error(USAGE);
    return values.help ? 0 : 2;
  }
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  const report = await repairFolder({
    folder: values.repo,
    testCommand: values.test,
    ...(values.file && { file: values.file }),
    ...(values.goal && { goal: values.goal }),
    seconds,
    apply: values.apply,
    onProgress: (line) => console.error(line),
    signal: controller.signal,
  });
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else print(report);
  return exitCodes[report.status];
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(error instanceof Problem ? `${error.message}\n${error.remedy}` : error.message);
  const wrongUse = "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (wrongUse) console.error(USAGE);
  process.exitCode = wrongUse || /^There is no folder/.test(error.message) ? 2 : 4;
}
