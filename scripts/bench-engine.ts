/**
 * `npm run bench:engine`: measures the embedded durable engine as a process of its own with apps on the real
 * Inngest SDK. Exit code 1 only when it can't be measured; a missed target is said in the table.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "#inngest/local/testing/engine-process.ts";
import { measureCrashes } from "./bench/crash.ts";
import { formatCrash } from "./bench/crash-report.ts";
import { startEngineProcess } from "./bench/engine-process.ts";
import { measureFairness } from "./bench/fairness.ts";
import { formatFairness } from "./bench/fairness-report.ts";
import { measureGrowth } from "./bench/growth.ts";
import { formatGrowth } from "./bench/growth-report.ts";
import { describeMachine, formatMachine } from "./bench/machine.ts";
import { measureSpeed } from "./bench/speed.ts";
import { compareSpeed, formatSpeed } from "./bench/speed-report.ts";

const USAGE = `Usage: npm run bench:engine -- [options]
  --only     speed, fairness, growth or crash; may be given several times (default: speed and fairness)
  --rounds   rounds of the speed measurement (default: 5)
  --trials   trials of each setting of the fairness measurement (default: 6)
  --queued   runs that are queued before them (default: 10000)
  --runs     runs of the growth measurement (default: 100000)
  --keep-runs  finished runs that the engine keeps in it (default: the engine's)
  --kills    kills of the crash measurement (default: 20)
  --crash-runs  runs that are in flight meanwhile (default: 100)
  --against  URL of another Inngest server, measured in the same rounds for the ratio
  --json     print the results as one JSON line at the end`;

interface Options {
  rounds: number;
  trials: number;
  queued: number;
  runs: number;
  keepRuns?: string;
  kills: number;
  crashRuns: number;
  against?: string;
  dataDir: string;
  log: (line: string) => void;
}

/** Each part prints its table and returns its results. */
const parts: Record<string, (options: Options) => Promise<unknown>> = {
  speed: async ({ rounds, against, dataDir, log }) => {
    const before = describeMachine();
    const engine = await startEngineProcess({ dataDir, port: await freePort() });
    try {
      const [own = [], other] = await measureSpeed([engine.url, ...(against ? [against] : [])], rounds, log);
      const rows = compareSpeed(own, other);
      log(`\n${formatSpeed(rows, before, describeMachine())}\n`);
      return rows;
    } finally {
      await engine.stop();
    }
  },
  fairness: async ({ queued, trials, dataDir, log }) => {
    const rows = await measureFairness(dataDir, { queued, trials, log });
    log(`\n${formatFairness(rows)}\n`);
    return rows;
  },
  growth: async ({ runs, keepRuns, dataDir, log }) => {
    const args = keepRuns === undefined ? [] : ["--keep-runs", keepRuns];
    const growth = await measureGrowth(dataDir, { runs, args, log });
    log(`\n${formatGrowth(growth)}\n`);
    return growth;
  },
  crash: async ({ kills, crashRuns, dataDir, log }) => {
    const result = await measureCrashes(dataDir, { kills, runs: crashRuns, log });
    log(`\n${formatCrash(result)}\n`);
    return result;
  },
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true, default: ["speed", "fairness"] },
      rounds: { type: "string", default: "5" },
      trials: { type: "string", default: "6" },
      queued: { type: "string", default: "10000" },
      runs: { type: "string", default: "100000" },
      "keep-runs": { type: "string" },
      kills: { type: "string", default: "20" },
      "crash-runs": { type: "string", default: "100" },
      against: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const counts = {
    rounds: Number(values.rounds),
    trials: Number(values.trials),
    queued: Number(values.queued),
    runs: Number(values.runs),
    kills: Number(values.kills),
    crashRuns: Number(values["crash-runs"]),
  };
  const isCount = (count: number) => Number.isInteger(count) && count > 0;
  const known = values.only.every((name) => Object.hasOwn(parts, name));
  if (values.help || !known || !Object.values(counts).every(isCount)) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), "morningai-bench-"));
  const before = describeMachine();
  const results: Record<string, unknown> = {};
  try {
    for (const name of values.only) {
      const dataDir = path.join(folder, name);
      const log = (line: string) => console.log(line);
      results[name] = await parts[name]?.({
        ...counts,
        keepRuns: values["keep-runs"],
        against: values.against,
        dataDir,
        log,
      });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const after = describeMachine();
  console.log(formatMachine(before, after));
  if (values.json) console.log(JSON.stringify({ machine: before, loadAfter: after.load, ...results }));
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.log(error.message);
  process.exitCode = 1;
}
// Keep-alive connections of the SDK would hold the process.
process.exit();
