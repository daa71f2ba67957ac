import type { PGlite } from "@electric-sql/pglite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type { SessionLock } from "./session-lock.ts";

class HeldSession implements DatabaseConnection {
  readonly #database: PGlite;
  readonly release: () => void;

  constructor(database: PGlite, release: () => void) {
    this.#database = database;
    this.release = release;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const result = await this.#database.query<Row>(query.sql, [...query.parameters]);
    const affected = result.affectedRows;
    return { rows: result.rows, ...(affected === undefined ? {} : { numAffectedRows: BigInt(affected) }) };
  }

  // biome-ignore lint/correctness/useYield: PGlite has no cursors, and nothing here asks for one.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error("The embedded database does not stream results.");
  }
}

class ExclusiveDriver implements Driver {
  readonly #database: PGlite;
  readonly #lock: SessionLock;

  constructor(database: PGlite, lock: SessionLock) {
    this.#database = database;
    this.#lock = lock;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<HeldSession> {
    return new HeldSession(this.#database, await this.#lock.acquire());
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async releaseConnection(connection: HeldSession): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {}
}

/**
 * A Kysely dialect that holds the session from acquire to release. The one that ships with
 * Supabase Lite hands the session to everybody at once, so that statements of one request run
 * inside the transaction of another as soon as a transaction waits for anything but the database.
 */
export function exclusiveDialect(database: PGlite, lock: SessionLock): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new ExclusiveDriver(database, lock),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
