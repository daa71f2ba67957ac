import path from "node:path";
import { App } from "@supabase/lite";
import { systemClock } from "#lib/clock.ts";
import type { Logger } from "#lib/observability/logger.ts";
import { applyMigrations, migrationsDirectory } from "./apply-migrations.ts";
import { isBackupDue, writeBackup } from "./backup.ts";
import { createDataDirectory } from "./data-directory.ts";
import { lockDirectory } from "./directory-lock.ts";
import { EmbeddedConnection } from "./embedded-connection.ts";
import { openGateway } from "./gateway.ts";
import { checkpoint, startMaintenance, vacuum } from "./maintenance.ts";
import { ensurePlatformRoles } from "./platform-roles.ts";
import { StartError } from "./start-error.ts";

export interface DatabaseKeys {
  publishable: string;
  secret: string;
  /** HS256 secret of access tokens, at least 32 characters. */
  jwtSecret: string;
}

export interface StartOptions {
  /** Folder of the platform's data (the database goes into `database/` below it), or a database in memory. */
  dataDir: string | "memory";
  /** Port on 127.0.0.1; 0 takes a free one. */
  port: number;
  keys: DatabaseKeys;
  logger: Logger;
  /** Folder of the migrations, when it isn't that of the platform. */
  migrations?: string;
  /** Called when the files are open and the migrations begin. */
  onMigrate?: () => void;
}

export interface RunningDatabase {
  url: string;
  connection: EmbeddedConnection;
  /** Runs SQL as the superuser, past the API: for maintenance and tests. Returns rows of the last statement. */
  exec<Row>(sql: string): Promise<Row[]>;
  checkpoint(): Promise<unknown>;
  vacuum(): Promise<unknown>;
  /** Writes a backup and returns its path; not for a database in memory. */
  backup(): Promise<string>;
  close(): Promise<void>;
}

function createApp(connection: EmbeddedConnection, keys: DatabaseKeys): App {
  return new App({
    connection,
    api: { schemas: ["public"], max_rows: 1000, extra_search_path: ["public", "extensions"] },
    auth: {
      enabled: true,
      enable_signup: false,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishable,
      secret_key: keys.secret,
    },
    options: {
      server: {
        admin: false,
        disableStudio: true,
        disableFallback: true,
        middlewares: [
          // Lite would look both up in its own auth tables at every request; our people and
          // sessions live in public tables, and roles come from the verified token alone.
          async (context, next) => {
            context.set("userId", "not looked up");
            context.set("sessionId", "not looked up");
            await next();
          },
        ],
      },
    },
  });
}

async function openConnection(directory: string | undefined): Promise<EmbeddedConnection> {
  if (directory !== undefined) await createDataDirectory(directory);
  const connection = new EmbeddedConnection(directory);
  try {
    await connection.driver.waitReady;
    return connection;
  } catch (error) {
    throw new StartError(
      `The database files in ${directory} could not be opened.`,
      "Restore the latest file of the backups folder (docs/database.md), or delete the folder to begin anew.",
      { cause: error },
    );
  }
}

async function serveDatabase(
  connection: EmbeddedConnection,
  options: StartOptions,
  release: () => void,
): Promise<RunningDatabase> {
  const app = createApp(connection, options.keys);
  await app.init();
  await app.ensureSystemSchema();
  await ensurePlatformRoles(connection);
  options.onMigrate?.();
  const applied = await applyMigrations(connection, options.migrations ?? migrationsDirectory);
  if (applied.length > 0) options.logger.info({ applied }, "migrations applied");
  await connection.clearSchemaCache();
  const gateway = await openGateway(app, options.port);
  const backups = path.join(options.dataDir, "backups");
  const backup = (): Promise<string> => writeBackup(connection, backups, systemClock.now());
  const backupIfDue = async (): Promise<unknown> => isBackupDue(backups, systemClock.now()) && backup();
  const maintenance =
    options.dataDir === "memory" ? undefined : startMaintenance(connection, options.logger, backupIfDue);
  return {
    url: gateway.url,
    connection,
    exec: async <Row>(sql: string) =>
      connection.lock.run(async () => ((await connection.driver.exec(sql)).at(-1)?.rows ?? []) as Row[]),
    checkpoint: () => checkpoint(connection),
    vacuum: () => vacuum(connection),
    backup,
    close: async () => {
      maintenance?.stop();
      await gateway.close();
      await connection.lock.run(() => connection.close());
      release();
    },
  };
}

/**
 * Starts the embedded database with its data API on 127.0.0.1 and all migrations applied.
 * @throws StartError when the directory is in use, damaged, or a migration fails
 */
export async function startDatabase(options: StartOptions): Promise<RunningDatabase> {
  const directory =
    options.dataDir === "memory" ? undefined : path.join(path.resolve(options.dataDir), "database");
  const release = directory === undefined ? () => {} : lockDirectory(directory);
  try {
    const connection = await openConnection(directory);
    try {
      return await serveDatabase(connection, options, release);
    } catch (error) {
      await connection.close();
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
}
