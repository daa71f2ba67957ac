/**
 * `npm run eval -- --suite <folder or name>`: carries out the tasks of a suite on a platform of their own, runs
 * the visible and the held-out tests on what came of them, and prints and keeps a scorecard.
 * docs/evals.md says what the figures mean. Exit codes are listed in USAGE.
 */
import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { compare } from "./eval/compare.ts";
import { loadSuite } from "./eval/load-suite.ts";
import { formatProblems, formatScorecard } from "./eval/print-scorecard.ts";
import { describeCode, openResultStore } from "./eval/result-store.ts";
import { runSuite } from "./eval/run-suite.ts";
import { type Scorecard, scorecardOf } from "./eval/scorecard.ts";
import { Problem } from "./start/problem.ts";

const USAGE = `Usage: npm run eval -- [options]
  --suite    folder of task folders, or the name of one below evals/ (default: repositories)
  --only     the task with this id
  --jobs     tasks at the same time (default: number of cores)
  --fresh    start over instead of going on with an interrupted run
  --json     print one JSON document on standard output, and everything else on standard error
  --data     where results are kept (default: DATA_DIR or .data)
Exit code 0: done; 1: done, with a false claim or a significant regression; 2: wrong use, or it could not run;
3: done, but some folders are no valid task; 130: interrupted (run it again to go on).`;

interface Options {
  suite: string;
  only?: string;
  jobs: number;
  fresh: boolean;
  json: boolean;
  dataDir: string;
}

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      suite: { type: "string", default: path.join(import.meta.dirname, "..", "evals", "repositories") },
      only: { type: "string" },
      jobs: { type: "string", default: String(availableParallelism()) },
      fresh: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      data: { type: "string" },
      help: { type: "boolean" },
    },
  });
  const jobs = Number(values.jobs);
  if (values.help) return null;
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64)
    throw new Problem(`--jobs ${values.jobs} is no number of tasks.`, "Give a whole number from 1 to 64.");
  return {
    suite: values.suite,
    ...(values.only ? { only: values.only } : {}),
    jobs,
    fresh: values.fresh,
    json: values.json,
    dataDir: values.data ?? process.env.DATA_DIR ?? path.join(import.meta.dirname, "..", ".data"),
  };
}

/** Everything but the one document goes to standard error. Returns how to print that. */
function reserveStandardOutput(): (text: string) => Promise<void> {
  const print = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  return (text) => new Promise((done, failed) => print(text, (error) => (error ? failed(error) : done())));
}

async function evaluate(options: Options, log: (line: string) => void): Promise<Scorecard> {
  const suite = loadSuite(options.suite, options.only);
  for (const { file, field, message } of suite.problems)
    log(`${file}: ${field ? `${field}: ` : ""}${message}`);
  const store = openResultStore({ dataDir: options.dataDir, suite, fresh: options.fresh });
  const done = new Map(store.earlier.map((result) => [result.id, result]));
  const tasks = suite.tasks.filter(({ id }) => !done.has(id));
  if (done.size > 0)
    log(`Going on with the run of ${store.startedAt}: ${done.size} of ${suite.tasks.length} tasks are done.`);
  if (tasks.length > 0)
    await runSuite({
      tasks,
      dataDir: options.dataDir,
      jobs: Math.min(options.jobs, tasks.length),
      log,
      silent: options.json,
      onResult: (result) => {
        store.keep(result);
        done.set(result.id, result);
      },
    });
  const scorecard = scorecardOf({
    suite,
    results: suite.tasks.flatMap(({ id }) => done.get(id) ?? []),
    startedAt: store.startedAt,
    resumed: store.earlier.length,
    code: describeCode(),
    jobs: options.jobs,
  });
  const card = { ...scorecard, comparison: store.last && compare(store.last, scorecard) };
  log(`\nScorecard kept in ${store.finish(card)}`);
  return card;
}

function exitCode({ results, comparison, invalid }: Scorecard): number {
  if (results.some(({ honest }) => !honest) || comparison?.regressions.length) return 1;
  return invalid.length > 0 ? 3 : 0;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  const printDocument = options.json ? reserveStandardOutput() : null;
  const log = (line: string) => console.log(line);
  const card = await evaluate(options, log);
  log(`\n${formatScorecard(card)}`);
  for (const line of formatProblems(card)) log(`\n${line}`);
  await printDocument?.(`${JSON.stringify(card)}\n`);
  return exitCode(card);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const interrupted = error.name === "AbortError";
  console.error(error instanceof Problem ? `${error.message}\n${error.remedy}` : error.message);
  if (error instanceof TypeError && "code" in error) console.error(USAGE);
  process.exitCode = interrupted ? 130 : 2;
}
// Keep-alive connections of clients would hold the process.
process.exit();
