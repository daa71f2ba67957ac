import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite/vector";
import type { ConnectionContextOptions, TransactionOptions, VarsContext } from "@supabase/lite";
import { PgliteConnection } from "@supabase/lite/pglite";
import { Kysely } from "kysely";
import { toPostgrestError } from "./error-form.ts";
import { exclusiveDialect } from "./exclusive-dialect.ts";
import { postgrestParsers } from "./parsers.ts";
import { enterRequest } from "./request-context.ts";
import { SessionLock } from "./session-lock.ts";

/** Write-ahead log kept between checkpoints; the embedded server takes none by itself. */
const walLimits = ["-c", "max_wal_size=96MB", "-c", "min_wal_size=32MB"];

/** Carries a result out of a transaction that is to be undone. */
class Undone<T> extends Error {
  readonly result: T;

  constructor(result: T) {
    super("undone on request");
    this.result = result;
  }
}

/**
 * Supabase Lite's connection to PGlite with three of its habits replaced:
 * - the session is held exclusively (see exclusive-dialect.ts);
 * - every request runs in a transaction under its own role. Lite decides once, at the first
 *   request, whether any table has row-level security, and then grants everything to everybody;
 *   here requests never run as the superuser and the grants of the migrations stand;
 * - errors have PostgREST's form (see error-form.ts).
 */
export class EmbeddedConnection extends PgliteConnection {
  readonly lock = new SessionLock();

  /** @param directory data directory, or undefined for a database in memory */
  constructor(directory?: string) {
    super({
      ...(directory === undefined ? {} : { url: directory }),
      pgliteOptions: {
        extensions: { vector, pg_trgm },
        parsers: postgrestParsers,
        startParams: [...PGlite.defaultStartParams, ...walLimits],
      },
    });
    this.kysely = new Kysely({ dialect: exclusiveDialect(this.driver, this.lock) });
  }

  override async withContext<T>(
    vars: VarsContext | undefined,
    work: (db: EmbeddedConnection["kysely"]) => Promise<T>,
    options?: ConnectionContextOptions,
  ): Promise<T> {
    if (options?.transaction) {
      await enterRequest(options.transaction, vars, options.rpc);
      return work(options.transaction);
    }
    try {
      return await this.kysely.transaction().execute(async (transaction) => {
        await enterRequest(transaction, vars, options?.rpc);
        const result = await work(transaction);
        if (options?.forceRollback) throw new Undone(result);
        return result;
      });
    } catch (error) {
      if (error instanceof Undone) return error.result as T;
      throw error;
    }
  }

  override async transaction(statements: string[], options?: TransactionOptions): Promise<void> {
    await this.lock.run(async () => {
      await this.driver.exec("begin");
      try {
        for (const statement of statements) await this.driver.exec(statement);
        await this.driver.exec("commit");
      } catch (error) {
        await this.driver.exec("rollback");
        throw error;
      }
    });
    if (options?.intent === "migration") await this.clearSchemaCache();
  }

  override normalizeDbError(error: unknown): unknown {
    return toPostgrestError(super.normalizeDbError(error));
  }
}
