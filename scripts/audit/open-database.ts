import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "#lib/db/database.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { startDatabase } from "#supabase/local/start-database.ts";
import { readEnvironment } from "../start/environment.ts";
import { Problem } from "../start/problem.ts";
import { readRunFile } from "../start/run-lock.ts";
import { loadSecrets } from "../start/secrets.ts";

export interface OpenDatabase {
  db: Database;
  close(): Promise<void>;
}

/**
 * The platform's database past row-level security: the one that SUPABASE_URL names, else that of the platform that
 * runs on the data folder, else the folder's own, started for the time being.
 * @throws Problem when the folder holds none
 */
export async function openDatabase(root: string, dataDir: string): Promise<OpenDatabase> {
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = readEnvironment(root);
  if (SUPABASE_URL && SUPABASE_SECRET_KEY) return open(SUPABASE_URL, SUPABASE_SECRET_KEY);
  if (!existsSync(join(dataDir, "database"))) {
    throw new Problem(
      `There is no database in ${dataDir}.`,
      "Name the data folder with --data, or the database with SUPABASE_URL and SUPABASE_SECRET_KEY.",
    );
  }
  const { publishableKey, secretKey, jwtSecret } = loadSecrets(dataDir);
  const running = readRunFile(dataDir)?.urls.database;
  if (running) return open(running, secretKey);
  const keys = { publishable: publishableKey, secret: secretKey, jwtSecret };
  const database = await startDatabase({ dataDir, port: 0, keys, logger: createLogger("database", "warn") });
  return { ...open(database.url, secretKey), close: () => database.close() };
}

function open(url: string, secretKey: string): OpenDatabase {
  return { db: createServiceClient({ url, secretKey }), close: async () => {} };
}
