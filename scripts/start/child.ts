/** One long-lived child process: started, known to be ready, started again when it dies, stopped. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { openLogFile } from "./log-file.ts";
import { Problem } from "./problem.ts";

export interface Program {
  name: string;
  /** Arguments for Node. */
  args: string[];
  env: Record<string, string>;
  /** How it shows that it is ready: a line `{"ready":true}` on stdout, or any answer at this address. */
  ready: "line" | { url: string };
  /** Milliseconds until a start that shows no readiness counts as failed. */
  startTimeoutMs: number;
  logPath: string;
}

export interface ChildEvents {
  /** A sentence about a death or a restart. */
  line(text: string): void;
  /** The process id changed. */
  changed(): void;
  /** A line `{"stage":"…"}` on stdout while it starts. */
  stage?(name: string): void;
}

const leash = new URL("./leash.ts", import.meta.url).href;
const firstBackoffMs = 1_000;
const longestBackoffMs = 30_000;
/** After so long a life the next death is not counted as part of a series. */
const stableMs = 60_000;
/** Longer than the engine waits for its open calls. */
const stopGraceMs = 10_000;

/** What a child reports on stdout while it starts. */
interface Report {
  ready?: boolean;
  error?: string;
  remedy?: string;
  stage?: string;
}

function parseReport(line: string): Report | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Report;
  } catch {
    return undefined;
  }
}

export class ManagedChild {
  readonly program: Program;
  private readonly events: ChildEvents;
  private process: ChildProcess | undefined;
  private stopping = false;
  private backoffMs = firstBackoffMs;
  private readonly wake = new AbortController();

  constructor(program: Program, events: ChildEvents) {
    this.program = program;
    this.events = events;
  }

  /** The living process; undefined between a death and the restart. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Starts it and waits until it is ready; from then on it is kept alive. Throws a Problem if it isn't. */
  async start(): Promise<void> {
    const run = this.launch();
    try {
      await run.ready;
    } catch (error) {
      await this.stop();
      throw error;
    }
    void this.keepAlive(run.ended);
  }

  /** Asks it to stop, forces it after a few seconds. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake.abort();
    const child = this.process;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    const force = setTimeout(() => this.killGroup("SIGKILL"), stopGraceMs);
    await gone;
    clearTimeout(force);
  }

  /** Kills it with all it started. */
  killGroup(signal: NodeJS.Signals): void {
    if (!this.process?.pid) return;
    try {
      process.kill(-this.process.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }

  private async keepAlive(firstEnd: Promise<string>): Promise<void> {
    let ended = firstEnd;
    while (true) {
      const startedAt = Date.now();
      const reason = await ended;
      if (this.stopping) return;
      if (Date.now() - startedAt > stableMs) this.backoffMs = firstBackoffMs;
      this.events.line(
        `${this.program.name} ended (${reason}); starting it again in ${this.backoffMs / 1000} s`,
      );
      await sleep(this.backoffMs, undefined, { signal: this.wake.signal }).catch(() => {});
      if (this.stopping) return;
      this.backoffMs = Math.min(this.backoffMs * 2, longestBackoffMs);
      const run = this.launch();
      run.ready.then(
        () => this.events.line(`${this.program.name} is back (pid ${this.pid})`),
        () => this.killGroup("SIGKILL"),
      );
      ended = run.ended;
    }
  }

  private launch(): { ready: Promise<void>; ended: Promise<string> } {
    const log = openLogFile(this.program.logPath);
    // An open stdin and IPC channel tell the child that we live; it ends when they close.
    // Detached: Ctrl-C in the terminal reaches the supervisor only, which stops the parts in order.
    const child = spawn(process.execPath, ["--import", leash, ...this.program.args], {
      env: { ...this.program.env, NODE_ENV: "production" },
      stdio: ["pipe", "pipe", "pipe", "ipc"],
      detached: true,
    });
    this.process = child;
    this.events.changed();
    const output = new StartOutput(child, log.write, (name) => this.events.stage?.(name));
    const ended = once(child, "close").then(([code, signal]) => {
      this.process = undefined;
      this.events.changed();
      log.close();
      const how = signal ? `killed by ${signal}` : `exit code ${code}`;
      return output.lastLine ? `${how}: ${output.lastLine}` : how;
    });
    return { ready: this.waitUntilReady(output, ended), ended };
  }

  private async waitUntilReady(output: StartOutput, ended: Promise<string>): Promise<void> {
    const { name, ready, startTimeoutMs, logPath } = this.program;
    const settled = new AbortController();
    const died = ended.then((reason) => {
      if (output.problem) throw output.problem;
      throw new Problem(`The ${name} did not start (${reason}).`, `Look into ${logPath} for the reason.`);
    });
    const late = sleep(startTimeoutMs, undefined, { signal: settled.signal }).then(() => {
      throw new Problem(
        `The ${name} was not ready after ${startTimeoutMs / 1000} s.`,
        `Look into ${logPath}; on a very busy machine just try again.`,
      );
    });
    died.catch(() => {});
    late.catch(() => {});
    const shown = ready === "line" ? output.ready : answers(ready.url, settled.signal);
    try {
      await Promise.race([shown, died, late]);
    } finally {
      settled.abort();
    }
  }
}

/** Reads a child's output: keeps the last line, copies all to the log, hears what it reports. */
class StartOutput {
  lastLine = "";
  problem: Problem | undefined;
  readonly ready: Promise<void>;

  constructor(child: ChildProcess, write: (text: string) => void, onStage: (name: string) => void) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ready = promise;
    const read = (line: string) => {
      write(`${line}\n`);
      const report = parseReport(line);
      if (report?.ready) resolve();
      if (report?.stage) onStage(report.stage);
      if (report?.error) this.problem = new Problem(report.error, report.remedy ?? "Look into the log.");
      if (line.trim()) this.lastLine = line.trim().slice(0, 200);
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", read);
    }
  }
}

/** Resolves once anything answers at the address. */
async function answers(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer) return;
    await sleep(100, undefined, { signal }).catch(() => {});
  }
}
