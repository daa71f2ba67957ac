import { writeSync } from "node:fs";
import { measureCoverage, measurePlain } from "./baseline.ts";
import { denyEffects } from "./effects.ts";
import { HealthProbe } from "./health.ts";
import { Judge } from "./judge.ts";
import { Prober } from "./probe.ts";
import {
  type FromWorker,
  PROGRESS_FD,
  type ProbeRequest,
  type SynthesisRequest,
  type ToWorker,
  type WorkerData,
} from "./protocol.ts";
import { Synthesiser } from "./synthesise.ts";
import { Workbench } from "./workbench.ts";

const data = JSON.parse(process.argv[2] ?? "{}") as WorkerData;
if (!process.send) throw new Error("worker/entry.ts runs only as a child of the repair engine");

// Taken before any candidate code runs, so that a candidate can't change how results are reported.
const channel = process.send.bind(process) as (message: FromWorker) => boolean;
const post = (message: FromWorker): void => void channel(message);
const begin = writeSync.bind(undefined, PROGRESS_FD, ".");
const exit = process.exit.bind(process);
// Node keeps a few kilobytes of every module it ever linked: past this size a new worker is cheaper than its collector.
const HEAP_LIMIT = 180 * 1024 * 1024;

const bench = new Workbench(data.root, data.runner);
const probe = new HealthProbe();
denyEffects();
process.on("unhandledRejection", () => undefined);
process.on("uncaughtException", (error) => bench.timers.interrupt(error));

async function prepare(coverage: boolean): Promise<void> {
  const baseline = await (coverage ? measureCoverage : measurePlain)(bench, data.testFiles);
  Error.stackTraceLimit = 10;
  probe.arm();
  post({ kind: "baseline", baseline });
}

async function judgeAll(message: Extract<ToWorker, { kind: "judge" }>): Promise<void> {
  const judge = new Judge(bench, message.goal, message.budget);
  const traceLimit = Error.stackTraceLimit;
  await judge.measure();
  const started = performance.now();
  let judged = 0;
  let damaged = false;
  for (let i = 0; i < message.candidates.length; i++) {
    const candidate = message.candidates[i];
    if (!candidate) break;
    begin();
    Error.stackTraceLimit = 0;
    const verdict = await judge.judge(candidate);
    Error.stackTraceLimit = traceLimit;
    judged++;
    if (verdict.outcome !== "failed" && verdict.outcome !== "invalid") post({ kind: "verdict", verdict });
    damaged = !probe.check();
    if (performance.now() - started > message.milliseconds) break;
    if (damaged || (judged % 100 === 0 && process.memoryUsage().heapUsed > HEAP_LIMIT)) break;
  }
  post({ kind: "batch", judged, damaged, seconds: (performance.now() - started) / 1000 });
}

async function synthesise(request: SynthesisRequest): Promise<void> {
  post({ kind: "synthesis", synthesis: await new Synthesiser(bench, request).run() });
}

async function compareVariants(request: ProbeRequest): Promise<void> {
  post({ kind: "probe", probe: await new Prober(bench, request).run() });
}

function work(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case "baseline":
      return prepare(message.coverage);
    case "judge":
      return judgeAll(message);
    case "synthesise":
      return synthesise(message.request);
    case "probe":
      return compareVariants(message.request);
  }
}

process.on("disconnect", () => exit(0));
process.on("message", (message: ToWorker) => {
  work(message).catch((error: unknown) => {
    const unsupported = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    post({ kind: "baseline", baseline: { tests: [], files: [], loaded: {}, seen: {}, unsupported } });
  });
});
