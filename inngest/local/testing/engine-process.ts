import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { until } from "./engine-fixture.ts";

/** An engine in a process of its own, as `npm run engine -- serve` starts it, on a fixed free port. */
export class EngineProcess {
  readonly url: string;
  readonly #command: string[];
  #child: ChildProcess | undefined;
  /** What the process of the last start wrote, stdout and stderr. */
  output = "";

  private constructor(port: number, options: string[], wrapper: string[]) {
    this.url = `http://127.0.0.1:${port}`;
    const serve = ["scripts/engine.ts", "serve", "--port", `${port}`, ...options];
    this.#command = [...wrapper, process.execPath, ...serve];
  }

  /** @param options of `serve`; @param wrapper a command that runs the engine, by exec so that it has its pid */
  static async create(options: string[], wrapper: string[] = []): Promise<EngineProcess> {
    return new EngineProcess(await freePort(), options, wrapper);
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts the process and resolves once it answers; rejects with its output when it ends instead. */
  async start(): Promise<void> {
    const [command = "", ...args] = this.#command;
    const env = { ...process.env, RETRY_MS: "100", LOG_LEVEL: "warn" };
    const child = spawn(command, args, { env });
    this.#child = child;
    // A test that fails in the middle leaves nothing running.
    const end = () => child.kill("SIGKILL");
    process.once("exit", end);
    child.once("exit", () => process.off("exit", end));
    this.output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        this.output += chunk;
      });
    }
    const ended = once(child, "close");
    const answers = () =>
      fetch(`${this.url}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(async () => child.exitCode !== null || (await answers()), "the engine", 115_000);
    if (child.exitCode === null) return;
    await ended;
    throw new Error(`the engine ended with code ${child.exitCode}: ${this.output}`);
  }

  /** Sends a signal and resolves with the exit code once the process is gone; null after a deadly signal. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    return child.exitCode;
  }
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
