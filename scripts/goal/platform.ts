import { createServer } from "node:http";
import { resolve } from "node:path";
import { type Environment, readEnvironment } from "../start/environment.ts";
import { startPlatform } from "../start/platform.ts";
import { platformEnv } from "../start/programs.ts";
import { readRunFile } from "../start/run-lock.ts";
import { loadSecrets } from "../start/secrets.ts";

export interface GoalPlatform {
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  close(): Promise<void>;
}

const projectRoot = resolve(import.meta.dirname, "../..");

function interruptible(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

/** Serves the durable functions from this process, where the engine looks for the web process. */
async function serveFunctions(url: string): Promise<() => void> {
  const [{ serve }, { inngest }, { functions }] = await Promise.all([
    import("inngest/node"),
    import("#inngest/client.ts"),
    import("#inngest/functions.ts"),
  ]);
  const server = createServer(serve({ client: inngest, functions }));
  // As in scripts/start/programs.ts.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(Number(new URL(url).port), "127.0.0.1", ready);
  });
  await fetch(`${url}/api/inngest`, { method: "PUT" });
  return () => {
    server.closeAllConnections();
    server.close();
  };
}

/**
 * The platform that a goal runs on: the one that runs on this data folder, else its database and
 * engine started for the time being, with the functions in this process. Sets this process's
 * environment, so modules that read it must be imported afterwards.
 */
export async function openGoalPlatform(input: {
  dataDir: string;
  root: string | null;
  /** Gets the lines of the start; default: standard output. */
  log?: (line: string) => void;
  /** Variables that differ from those of this process and the .env files. */
  environment?: Environment;
}): Promise<GoalPlatform> {
  const dataDir = resolve(input.dataDir);
  const signal = interruptible();
  const running = readRunFile(dataDir);
  if (running) {
    const { web = "", database = "", engine = "" } = running.urls;
    const given = readEnvironment(projectRoot);
    Object.assign(
      process.env,
      platformEnv(given, {
        dataDir,
        urls: { web, database, engine },
        secrets: loadSecrets(dataDir),
        embeddedEngine: true,
      }),
    );
    return { signal, close: async () => {} };
  }
  const log = input.log ?? ((line: string) => console.log(line));
  const environment = { ...readEnvironment(projectRoot), LOG_LEVEL: "warn", ...input.environment };
  const platform = await startPlatform({ dataDir, web: false, log, environment, signal });
  Object.assign(process.env, platform.env, input.root ? { REPOSITORY_ROOTS: input.root } : {});
  const stopServing = await serveFunctions(platform.urls.web);
  return {
    signal,
    close: async () => {
      stopServing();
      await platform.stop();
    },
  };
}
