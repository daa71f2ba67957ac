import { type ChildProcess, fork } from "node:child_process";
import { resolve as resolvePath } from "node:path";
import { fileURLToPath } from "node:url";
import type {
  Baseline,
  Candidate,
  FromWorker,
  Goal,
  Probe,
  ProbeRequest,
  Runner,
  Synthesis,
  SynthesisRequest,
  ToWorker,
  Verdict,
} from "./protocol.ts";

const BATCH = 64;
const STARTUP_MILLISECONDS = 30_000;
const GRACE_MILLISECONDS = 3_000;

export interface ClientOptions {
  root: string;
  runner: Runner;
  testFiles: readonly string[];
  memoryMb?: number;
}

interface Batch {
  judged: number;
  lost: boolean;
  damaged: boolean;
}

/**
 * The main program's side of the warm worker: starts it, feeds it, watches it from outside and replaces it when a
 * candidate hangs, damages a builtin or eats the memory.
 */
export class WarmWorker {
  readonly #options: ClientOptions;
  #worker: ChildProcess | undefined;
  /** Candidates the worker began in this batch, and when it began the last one. */
  #begun = 0;
  #begunAt = 0;
  /** Milliseconds one candidate may take before the worker is ended. */
  patience = 2_000;
  replaced = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** Load the test files and run them once; starts the worker when there is none. */
  async baseline(coverage: boolean): Promise<Baseline> {
    const worker = this.#worker ?? this.#start();
    return new Promise<Baseline>((resolve) => {
      const timer = setTimeout(
        () => finish(failed("the tests did not finish in time")),
        STARTUP_MILLISECONDS,
      );
      const onMessage = (message: FromWorker): void => {
        if (message.kind === "baseline") finish(message.baseline);
      };
      const onExit = (): void => finish(failed("the worker ended while the tests ran"));
      const onError = (error: unknown): void => finish(failed(String(error)));
      const finish = (baseline: Baseline): void => {
        clearTimeout(timer);
        worker.off("message", onMessage).off("exit", onExit).off("error", onError);
        resolve(baseline);
      };
      worker.on("message", onMessage).on("exit", onExit).on("error", onError);
      send(worker, { kind: "baseline", coverage });
    });
  }

  #start(): ChildProcess {
    const data = {
      root: resolvePath(this.#options.root),
      runner: this.#options.runner,
      testFiles: [...this.#options.testFiles],
    };
    const worker = fork(fileURLToPath(new URL("./entry.ts", import.meta.url)), [JSON.stringify(data)], {
      execArgv: [
        "--experimental-vm-modules",
        "--experimental-import-meta-resolve",
        "--no-warnings",
        `--max-old-space-size=${this.#options.memoryMb ?? 400}`,
      ],
      cwd: this.#options.root,
      serialization: "advanced",
      // The pipe after the message channel carries one byte per candidate begun: a hang can't hold it back.
      stdio: ["ignore", "ignore", "ignore", "ipc", "pipe"],
    });
    worker.stdio[4]?.on("data", (bytes: Buffer) => {
      this.#begun += bytes.length;
      this.#begunAt = Date.now();
    });
    // An "error" is followed by "exit", which is what the callers wait for.
    worker.on("error", () => undefined);
    this.#worker = worker;
    return worker;
  }

  /**
   * Judge candidates in order; `onVerdict` hears of every one that is not simply failed. Ends early when `expired`
   * says so. Returns how many were judged.
   */
  async judge(
    candidates: readonly Candidate[],
    goal: Goal,
    budget: number,
    onVerdict: (verdict: Verdict) => void,
    expired: () => boolean,
    milliseconds = Number.POSITIVE_INFINITY,
  ): Promise<number> {
    const until = performance.now() + milliseconds;
    let at = 0;
    while (at < candidates.length && !expired()) {
      if (!this.#worker) {
        const baseline = await this.baseline(false);
        if (baseline.unsupported)
          throw new Error(`the worker could not be restarted: ${baseline.unsupported}`);
      }
      const left = Math.max(0, until - performance.now());
      const batch = await this.#batch(candidates.slice(at, at + BATCH), goal, budget, left, onVerdict);
      at += batch.judged;
      if (batch.lost || batch.damaged || batch.judged === 0) await this.stop();
      if (batch.lost || batch.damaged) this.replaced++;
      if (batch.judged === 0) at++;
    }
    return Math.min(at, candidates.length);
  }

  #batch(
    candidates: Candidate[],
    goal: Goal,
    budget: number,
    milliseconds: number,
    onVerdict: (verdict: Verdict) => void,
  ): Promise<Batch> {
    const worker = this.#worker ?? this.#start();
    this.#begun = 0;
    this.#begunAt = Date.now();
    return new Promise<Batch>((resolve) => {
      const finish = (batch: Batch): void => {
        clearInterval(watchdog);
        worker.off("message", onMessage).off("exit", onExit);
        resolve(batch);
      };
      const lose = (): void => finish({ judged: Math.max(1, this.#begun), lost: true, damaged: false });
      const watchdog = setInterval(() => {
        if (Date.now() - this.#begunAt > this.patience) lose();
      }, 50);
      const onMessage = (message: FromWorker): void => {
        if (message.kind === "verdict") onVerdict(message.verdict);
        else if (message.kind === "batch")
          finish({ judged: message.judged, lost: false, damaged: message.damaged });
      };
      const onExit = (): void => lose();
      worker.on("message", onMessage).on("exit", onExit);
      send(worker, { kind: "judge", goal, budget, milliseconds, candidates });
    });
  }

  /** Synthesise code for one file; an empty answer when the worker is lost. */
  async synthesise(request: SynthesisRequest): Promise<Synthesis> {
    const nothing: Synthesis = { proposals: [], holes: 0, angelic: 0, trials: 0 };
    const answer = await this.#ask(
      { kind: "synthesise", request },
      request.milliseconds + GRACE_MILLISECONDS,
    );
    return answer?.kind === "synthesis" ? answer.synthesis : nothing;
  }

  /** Run patches on many inputs; no inputs when that is not possible. */
  async probe(request: ProbeRequest): Promise<Probe> {
    const answer = await this.#ask({ kind: "probe", request }, request.milliseconds + GRACE_MILLISECONDS);
    return answer?.kind === "probe" ? answer.probe : { inputs: [], outputs: [] };
  }

  /** Send one question and wait for its answer; the worker, which ran code without a watchdog, is then replaced. */
  async #ask(message: ToWorker, milliseconds: number): Promise<FromWorker | undefined> {
    if (!this.#worker && (await this.baseline(false)).unsupported) return undefined;
    const worker = this.#worker ?? this.#start();
    const answer = await new Promise<FromWorker | undefined>((resolve) => {
      const finish = (found: FromWorker | undefined): void => {
        clearTimeout(timer);
        worker.off("message", onMessage).off("exit", onExit);
        resolve(found);
      };
      const timer = setTimeout(() => finish(undefined), milliseconds);
      const onMessage = (found: FromWorker): void => finish(found);
      const onExit = (): void => finish(undefined);
      worker.on("message", onMessage).on("exit", onExit);
      send(worker, message);
    });
    await this.stop();
    return answer;
  }

  /** End the worker; the next call starts a new one. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      worker.once("exit", () => resolve());
      worker.kill("SIGKILL");
    });
  }
}

function failed(unsupported: string): Baseline {
  return { tests: [], files: [], loaded: {}, seen: {}, unsupported };
}

function send(worker: ChildProcess, message: ToWorker): void {
  worker.send(message, () => undefined);
}
