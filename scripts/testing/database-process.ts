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
  /** Ends it and waits until it is gone. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

/** Starts the database process as the supervisor does, on a free port, and waits for its first line. */
export async function startDatabaseProcess(dataDir: string): Promise<DatabaseProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      DB_PORT: "0",
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
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, "line"), exited.then(() => [undefined])]);
  if (typeof first !== "string") throw new Error(`The database process ended without a word.\n${log}`);
  return {
    child,
    firstLine: JSON.parse(first),
    log: () => log,
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
