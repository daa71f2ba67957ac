import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { createLogger } from "#lib/observability/logger.ts";
import { copyTemplate, testKeys } from "#scripts/testing/database-template.ts";
import { type RunningDatabase, startDatabase } from "#supabase/local/start-database.ts";

/** Asks the catalogue of a freshly migrated database. */
export type Ask = <Row>(sql: string) => Promise<Row[]>;

/** Opens a freshly migrated database for the tests of a file and gives a way to query it as superuser. */
export function setUpCatalogue(): Ask {
  const folder = mkdtempSync(path.join(os.tmpdir(), "morningai-catalogue-"));
  let database: RunningDatabase | undefined;
  beforeAll(async () => {
    const dataDir = path.join(folder, "data");
    await copyTemplate(dataDir);
    database = await startDatabase({
      dataDir,
      port: 0,
      keys: testKeys,
      logger: createLogger("catalogue", "silent"),
    });
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return <Row>(sql: string) => {
    if (!database) throw new Error("ask inside of a test");
    return database.exec<Row>(sql);
  };
}
