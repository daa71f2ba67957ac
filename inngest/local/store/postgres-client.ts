import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type ClientConfig, DatabaseError, Pool } from "pg";
import { LockSession } from "./lock-session.ts";
import type { SqlClient } from "./port.ts";
import { tableNames } from "./schema.ts";

const readers = 3;
/** How long, and how often, a read is tried again while the database is away (ms). */
const readPatience = 10_000;
const readPause = 250;
/** SQLSTATEs of a server that ends, starts or can't be reached. */
const away = /^(57P|08)/;
const queryTimeout = 60_000;
const vacuumTimeout = 10 * 60_000;
/** A vacuum under way doesn't hold up the end of the process. */
const closeTimeout = 1000;

/**
 * Opens a Postgres database for this process alone: a session that holds the engine's lock and writes, and a few
 * connections that read. The lock belongs to a session, so a pooler that shares sessions (PgBouncer in transaction
 * mode) can't stand in between. Rejects with `DatabaseInUse` when another engine has the database.
 */
export async function openPostgresClient(url: string): Promise<SqlClient> {
  const config: ClientConfig = {
    connectionString: url,
    // Shown to the engine that finds the database taken.
    application_name: `morningai engine, process ${process.pid} on ${hostname()}`.slice(0, 63),
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    query_timeout: queryTimeout,
  };
  const session = await LockSession.open(config);
  const pool = new Pool({ ...config, max: readers });
  // A reading connection that breaks is replaced at the next query.
  pool.on("error", () => {});
  return {
    query: (text, parameters) =>
      patiently(
        async () => (await pool.query<Record<string, unknown>>(text, parameters)).rows,
        () => pool.ending,
      ),
    write: (text, parameters) => session.write(text, parameters),
    writeBatch: (text, texts) => session.write(text, texts),
    // The server's autovacuum does most of it; this keeps tables small whose rows change all the time.
    async maintain() {
      const query = { text: vacuumSql, query_timeout: vacuumTimeout };
      await pool.query(query);
    },
    watch: (watcher) => session.watch(watcher),
    async close() {
      await session.close();
      await Promise.race([pool.end(), sleep(closeTimeout, undefined, { ref: false })]);
    },
  };
}

/** Repeats a read while the database is away, so that a short absence makes requests slow instead of failing them. */
async function patiently<T>(read: () => Promise<T>, isClosing: () => boolean): Promise<T> {
  const end = performance.now() + readPatience;
  for (;;) {
    try {
      return await read();
    } catch (error) {
      const isAway = !(error instanceof DatabaseError) || away.test(error.code ?? "");
      if (!isAway || isClosing() || performance.now() > end) throw error;
      await sleep(readPause);
    }
  }
}

/** Only the engine's tables: the database may hold others. */
const vacuumSql = `vacuum (skip_locked, analyze) ${tableNames.map((name) => `inngest.${name}`).join(", ")}`;
