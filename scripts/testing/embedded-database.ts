import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { createLogger } from "#lib/observability/logger.ts";
import { quietConsole } from "#supabase/local/quiet-console.ts";
import { type RunningDatabase, startDatabase } from "#supabase/local/start-database.ts";
import { testKeys } from "./database-template.ts";

export interface EmbeddedDatabase {
  (): RunningDatabase;
  /** Log lines since the test began. */
  log(): string;
}

/**
 * Opens a database in memory inside of the test process, where SQL may be run past the API. With
 * `schema: "none"` no migration is applied. Its console output goes to `log`, as in its own process.
 */
export function setUpEmbeddedDatabase(options: { schema: "migrations" | "none" }): EmbeddedDatabase {
  const empty = mkdtempSync(path.join(os.tmpdir(), "morningai-no-migrations-"));
  let lines: string[] = [];
  const logger = createLogger("test", "debug", { write: (line) => void lines.push(line) });
  let running: RunningDatabase | undefined;
  let restore: () => void = () => {};
  beforeAll(async () => {
    const migrations = options.schema === "none" ? { migrations: empty } : {};
    running = await startDatabase({ dataDir: "memory", port: 0, keys: testKeys, logger, ...migrations });
  });
  beforeEach(() => {
    lines = [];
    restore = quietConsole(logger);
  });
  afterEach(() => restore());
  afterAll(async () => {
    await running?.close();
    rmSync(empty, { recursive: true, force: true });
  });
  const database = (): RunningDatabase => {
    if (!running) throw new Error("the database is there inside of tests");
    return running;
  };
  return Object.assign(database, { log: () => lines.join("") });
}
