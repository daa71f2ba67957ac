import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { EmbeddedConnection } from "./embedded-connection.ts";
import { StartError } from "./start-error.ts";

export const migrationsDirectory = path.join(import.meta.dirname, "..", "migrations");

interface Migration {
  version: string;
  name: string;
  sql: string;
}

/** The migrations of a folder in order; files that aren't `<14 digits>_<name>.sql` are not migrations. */
export function listMigrations(directory: string): Migration[] {
  return readdirSync(directory)
    .map((file) => ({ file, match: /^(\d{14})_(.+)\.sql$/.exec(file) }))
    .flatMap(({ file, match }) =>
      match?.[1] && match[2]
        ? [{ version: match[1], name: match[2], sql: readFileSync(path.join(directory, file), "utf8") }]
        : [],
    )
    .sort((a, b) => a.version.localeCompare(b.version));
}

/** Same table as that of the Supabase CLI, so that both know what has been applied. */
const historyTable = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (
    version text not null primary key,
    statements text[],
    name text
  );`;

async function appliedVersions(connection: EmbeddedConnection): Promise<Set<string>> {
  await connection.driver.exec(historyTable);
  const { rows } = await connection.driver.query<{ version: string }>(
    "select version from supabase_migrations.schema_migrations",
  );
  return new Set(rows.map((row) => row.version));
}

async function apply(connection: EmbeddedConnection, migration: Migration): Promise<void> {
  try {
    await connection.driver.transaction(async (transaction) => {
      await transaction.exec(migration.sql);
      await transaction.query(
        "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)",
        [migration.version, migration.name, [migration.sql]],
      );
    });
  } catch (error) {
    throw new StartError(
      `Migration ${migration.version}_${migration.name} failed: ${error instanceof Error ? error.message : error}`,
      "The database is as it was before this migration; correct the file and start again.",
      { cause: error },
    );
  }
}

/**
 * Brings the schema up to date: each file of the folder that has not run yet, in a transaction of
 * its own. To be called before anything else uses the connection.
 * @returns the versions that ran now
 * @throws StartError when a file fails, or when the data knows migrations that this program lacks
 */
export async function applyMigrations(connection: EmbeddedConnection, directory: string): Promise<string[]> {
  const migrations = listMigrations(directory);
  const applied = await appliedVersions(connection);
  const known = new Set(migrations.map((migration) => migration.version));
  const unknown = [...applied].find((version) => !known.has(version));
  if (unknown) {
    throw new StartError(
      `The data was written by a newer version of MorningAI (migration ${unknown} is not known here).`,
      "Start the newer version, or restore a backup that is older than the update.",
    );
  }
  const pending = migrations.filter((migration) => !applied.has(migration.version));
  for (const migration of pending) await apply(connection, migration);
  return pending.map((migration) => migration.version);
}
