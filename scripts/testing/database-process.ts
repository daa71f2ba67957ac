import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { testKeys } from "./database-template.ts";

const main = path.join(import.meta.dirname, "..", "..", "supabase", "local", "main.ts");

/** What the process says after its stages: that it is ready, or why it isn't. */
export interface Outcome {
  ready?: true;
  url?: string;
  error?: string;
  remedy?: string;
}

export interface DatabaseProcess {
  child: ChildProcess;
  outcome: Outcome;
  /** Everything it logged so far. */
  log(): string;
  /** Exit code, when it has ended; null when a signal ended it. */
  exit: Promise<number | null>;
  /** Ends it and waits until it is gone. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

async function readOutcome(stdout: Readable): Promise<Outcome | undefined> {
  for await (const line of createInterface({ input: stdout })) {
    const said: Outcome & { stage?: string } = JSON.parse(line);
    if (said.stage === undefined) return said;
  }
}

/**
 * Starts the database process as the supervisor does and waits until it is ready or gives up.
 * @param port a free one unless given
 */
export async function startDatabaseProcess(dataDir: string, port = 0): Promise<DatabaseProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      DB_PORT: String(port),
      LOG_LEVEL: "info",
      SUPABASE_PUBLISHABLE_KEY: testKeys.publishable,
      SUPABASE_SECRET_KEY: testKeys.secret,
      SUPABASE_JWT_SECRET: testKeys.jwtSecret,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (chunk) => {
    log += String(chunk);
  });
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const outcome = await readOutcome(child.stdout);
  if (!outcome) throw new Error(`The database process ended without a word.\n${log}`);
  return {
    child,
    outcome,
    log: () => log,
    exit,
    end: (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return exit;
    },
  };
}
