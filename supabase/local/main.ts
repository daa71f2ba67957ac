import { env } from "#lib/env.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { watchParent } from "./parent-watch.ts";
import { quietConsole } from "./quiet-console.ts";
import { type RunningDatabase, startDatabase } from "./start-database.ts";
import { StartError } from "./start-error.ts";

/**
 * The process of the embedded database. Prints lines of JSON on stdout: `{"stage":"migrate"}` when it
 * begins to migrate, `{"ready":true,"url"}` when it listens, or `{"error","remedy"}` before it exits
 * with 1. Ends with SIGTERM, SIGINT, or with the process that started it.
 */
const say = (line: Record<string, unknown>): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

async function start(): Promise<RunningDatabase> {
  const settings = env();
  if (!settings.SUPABASE_JWT_SECRET) {
    throw new StartError(
      "SUPABASE_JWT_SECRET is not set.",
      "Run `npm start`, which makes one, or set 32 characters or more.",
    );
  }
  const logger = createLogger("database", settings.LOG_LEVEL, process.stderr);
  quietConsole(logger);
  return startDatabase({
    dataDir: settings.DATA_DIR,
    port: settings.DB_PORT,
    keys: {
      publishable: settings.SUPABASE_PUBLISHABLE_KEY,
      secret: settings.SUPABASE_SECRET_KEY,
      jwtSecret: settings.SUPABASE_JWT_SECRET,
    },
    logger,
    onMigrate: () => say({ stage: "migrate" }),
  });
}

async function closeAndExit(running: RunningDatabase): Promise<void> {
  await running.close();
  process.exit(0);
}

try {
  const running = await start();
  const end = (): void => void closeAndExit(running);
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  watchParent(end);
  say({ ready: true, url: running.url });
} catch (error) {
  createLogger("database", "fatal", process.stderr).fatal({ err: error }, "the database did not start");
  const expected = error instanceof StartError;
  say({
    error: expected ? error.message : "The database could not be started.",
    remedy: expected ? error.remedy : "Look at the log of the database process for the cause.",
  });
  process.exit(1);
}
