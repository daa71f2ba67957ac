import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createLogger } from "#lib/observability/logger.ts";
import { copyTemplate, testKeys } from "#scripts/testing/database-template.ts";
import { temporaryFolder } from "#scripts/testing/temporary-folder.ts";
import { isBackupDue, listBackups, restoreBackup, writeBackup } from "./backup.ts";
import { type RunningDatabase, startDatabase } from "./start-database.ts";

async function start(dataDir: string): Promise<RunningDatabase> {
  const logger = createLogger("test", "silent");
  const database = await startDatabase({ dataDir, port: 0, keys: testKeys, logger });
  onTestFinished(() => database.close());
  return database;
}

test("a backup holds what was written before it and restores into a new directory", async () => {
  const folder = temporaryFolder();
  await copyTemplate(path.join(folder, "data"));
  const original = await start(path.join(folder, "data"));
  await original.exec("insert into tenants (slug, name) values ('before', 'Before')");
  const file = await original.backup();
  await original.exec("insert into tenants (slug, name) values ('after', 'After')");
  await restoreBackup(file, path.join(folder, "restored", "database"));
  const restored = await start(path.join(folder, "restored"));
  expect(await restored.exec("select slug from tenants")).toEqual([{ slug: "before" }]);
  await expect(restoreBackup(file, path.join(folder, "restored", "database"))).rejects.toThrow(
    "exists already",
  );
});

test("a file that is no backup leaves no directory behind", async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "database-20260101T000000Z.tar.gz");
  const directory = path.join(folder, "data", "database");
  await expect(restoreBackup(file, directory)).rejects.toThrow("is not a readable backup");
  writeFileSync(file, "not a backup");
  await expect(restoreBackup(file, directory)).rejects.toThrow("is not a readable backup");
  expect(readdirSync(path.join(folder, "data"))).toEqual([]);
});

test("the latest seven backups are kept, other files are left alone", async () => {
  const folder = temporaryFolder();
  await copyTemplate(path.join(folder, "data"));
  const database = await start(path.join(folder, "data"));
  const backups = path.join(folder, "backups");
  await writeBackup(database.connection, backups, new Date("2026-01-01T00:00:00Z"));
  for (const day of [2, 3, 4, 5, 6, 7])
    writeFileSync(path.join(backups, `database-2026010${day}T000000Z.tar.gz`), "");
  writeFileSync(path.join(backups, "notes.txt"), "");
  await writeBackup(database.connection, backups, new Date("2026-01-08T00:00:00Z"));
  expect(isBackupDue(backups, new Date("2026-01-08T23:59:59Z"))).toBe(false);
  expect(isBackupDue(backups, new Date("2026-01-09T00:00:00Z"))).toBe(true);
  expect(isBackupDue(path.join(folder, "elsewhere"), new Date())).toBe(true);
  expect(listBackups(backups)).toEqual(
    [2, 3, 4, 5, 6, 7, 8].map((day) => `database-2026010${day}T000000Z.tar.gz`),
  );
});
