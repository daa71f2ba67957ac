import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = path.join(import.meta.dirname, "..", "..");
const longestStart = 120_000;

export interface EngineProcessOptions {
  dataDir: string;
  port: number;
  /** Further options of `engine serve`. */
  args?: string[];
  /** Delay of every retry (ms) instead of the engine's own. */
  retryMs?: number;
}

/** The embedded engine as a process of its own, on a directory of its own. */
export interface EngineProcess {
  url: string;
  /** From the start of the process until it answered (ms). */
  startMs: number;
  /** What it uses after a garbage collection (bytes). */
  memory(): Promise<NodeJS.MemoryUsage>;
  /** Ends it the orderly way. */
  stop(): Promise<void>;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
}

/** Runs `engine serve` and resolves once it answers; rejects with its output when it ends before. */
export async function startEngineProcess(options: EngineProcessOptions): Promise<EngineProcess> {
  const startedAt = performance.now();
  const child = launchEngine(options);
  const url = `http://127.0.0.1:${options.port}`;
  await untilUp(child, url);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  };
  return {
    url,
    startMs: performance.now() - startedAt,
    memory: async () => {
      const answer = once(child, "message");
      child.send("memory");
      return (await answer)[0] as NodeJS.MemoryUsage;
    },
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

/** The process alone, without waiting for it: for a kill during its start. */
export function launchEngine({ dataDir, port, args = [], retryMs }: EngineProcessOptions): ChildProcess {
  const memory = path.join(import.meta.dirname, "report-memory.ts");
  const serve = ["scripts/engine.ts", "serve", "--port", `${port}`, "--data", dataDir, ...args];
  return spawn(process.execPath, ["--expose-gc", "--import", memory, ...serve], {
    cwd: root,
    env: {
      ...process.env,
      LOG_LEVEL: "error",
      ...(retryMs === undefined ? {} : { RETRY_MS: `${retryMs}` }),
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

async function untilUp(child: ChildProcess, url: string): Promise<void> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-4000);
    });
  }
  const end = performance.now() + longestStart;
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > end) {
      child.kill("SIGKILL");
      throw new Error(`The engine did not start: ${output.trim() || "it said nothing"}`);
    }
    await pause(10);
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
