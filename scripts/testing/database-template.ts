import { createHash } from "node:crypto";
import { constants, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { createLogger } from "#lib/observability/logger.ts";
import { listMigrations, migrationsDirectory } from "#supabase/local/apply-migrations.ts";
import { startDatabase } from "#supabase/local/start-database.ts";

const root = path.join(import.meta.dirname, "..", "..");
const store = path.join(root, ".data", "test-database");

/** Keys of every test database; worth nothing outside of tests. */
export const testKeys = {
  publishable: "sb_publishable_test_database",
  secret: "sb_secret_test_database",
  jwtSecret: "test-database-secret-of-at-least-32-characters",
};

function digest(): string {
  const hash = createHash("sha256");
  for (const migration of listMigrations(migrationsDirectory))
    hash.update(`${migration.version}\n${migration.sql}\n`);
  return hash.digest("hex").slice(0, 16);
}

async function build(target: string): Promise<void> {
  const draft = `${target}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const database = await startDatabase({
    dataDir: draft,
    port: 0,
    keys: testKeys,
    logger: createLogger("test-database", "silent"),
  });
  await database.close();
  for (const name of readdirSync(store)) {
    if (!name.startsWith(path.basename(target)))
      rmSync(path.join(store, name), { recursive: true, force: true });
  }
  try {
    renameSync(draft, target);
  } catch {
    // Another worker was faster; both made the same.
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * Puts a migrated, otherwise empty data folder at `target`. It is copied from a template that is
 * made once for each state of the migrations.
 */
export async function copyTemplate(target: string): Promise<void> {
  const template = path.join(store, digest());
  if (!existsSync(template)) await build(template);
  cpSync(template, target, { recursive: true, mode: constants.COPYFILE_FICLONE });
}
