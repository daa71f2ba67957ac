import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { testKeys } from "./database-template.ts";

const main = path.join(import.meta.dirname, "..", "..", "supabase", "local", "main.ts");

/** What the process says first: that it is ready, or why it isn't. */
export interface FirstLine {
  ready?: true;
  url?: string;
  error?: string;
  remedy?: string;
}

export interface DatabaseProcess {
  child: ChildProcess;
  firstLine: FirstLine;
  /** Everything it logged so far. */
  log(): string;
  /** Exit code, when it has ended; null when a signal ended it. */
  exit: Promise<number | null>;
  /** Ends it and waits until it is gone. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

/**
 * Starts the database process as the supervisor does and waits for its first line.
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
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, "line"), exit.then(() => [undefined])]);
  if (typeof first !== "string") throw new Error(`The database process ended without a word.\n${log}`);
  return {
    child,
    firstLine: JSON.parse(first),
    log: () => log,
    exit,
    end: (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return exit;
    },
  };
}
