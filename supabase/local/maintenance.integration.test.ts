import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createLogger } from "#lib/observability/logger.ts";
import { copyTemplate, testKeys } from "#scripts/testing/database-template.ts";
import { temporaryFolder } from "#scripts/testing/temporary-folder.ts";
import { startDatabase } from "./start-database.ts";

const megabyte = 1024 * 1024;

const sizeOf = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);

test("checkpoints keep the write-ahead log within its limit, however much is written", async () => {
  const dataDir = path.join(temporaryFolder(), "data");
  await copyTemplate(dataDir);
  const logger = createLogger("test", "silent");
  const database = await startDatabase({ dataDir, port: 0, keys: testKeys, logger });
  onTestFinished(() => database.close());
  await database.exec(
    "create table ballast (text text not null); alter table ballast alter text set storage external",
  );
  const written = "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes";
  const [before] = await database.exec<{ bytes: number }>(written);
  for (let round = 0; round < 5; round += 1) {
    await database.exec(`insert into ballast select repeat(md5(n::text), 120) from generate_series(1, 8000) n;
      delete from ballast`);
    await database.checkpoint();
  }
  const [after] = await database.exec<{ bytes: number }>(written);
  expect((after?.bytes ?? 0) - (before?.bytes ?? 0)).toBeGreaterThan(120 * megabyte);
  expect(sizeOf(path.join(dataDir, "database", "pg_wal"))).toBeLessThan(112 * megabyte);
});

test("vacuum gives the space of dead rows back", async () => {
  const dataDir = path.join(temporaryFolder(), "data");
  await copyTemplate(dataDir);
  const logger = createLogger("test", "silent");
  const database = await startDatabase({ dataDir, port: 0, keys: testKeys, logger });
  onTestFinished(() => database.close());
  await database.exec(`create table ballast (text text not null);
    insert into ballast select repeat('x', 500) from generate_series(1, 10000);
    delete from ballast`);
  const size = "select pg_relation_size('ballast')::float8 as bytes";
  expect(await database.exec(size)).not.toEqual([{ bytes: 0 }]);
  await database.vacuum();
  expect(await database.exec(size)).toEqual([{ bytes: 0 }]);
});
