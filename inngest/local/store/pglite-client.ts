import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { lockDirectory } from "./directory-lock.ts";
import type { SqlClient } from "./port.ts";
import { PreparedStatements } from "./prepared-statements.ts";
import { tableNames } from "./schema.ts";

const startParams = [...PGlite.defaultStartParams, "-c", "max_wal_size=96MB", "-c", "min_wal_size=32MB"];

/**
 * Opens the PGlite database below a directory, for this process alone.
 * The first initialisation happens beside it and is moved into place when complete, so that a kill in the
 * middle leaves nothing half-made. Throws `DirectoryInUse` when another process has the directory.
 */
export async function openPgliteClient(directory: string): Promise<SqlClient> {
  const unlock = lockDirectory(directory);
  try {
    const database = new ReopeningDatabase(join(directory, "store"));
    await database.open();
    const prepared = new PreparedStatements();
    const query: SqlClient["query"] = (text, parameters) =>
      database.use(async (open) => (await open.query<Record<string, unknown>>(text, parameters)).rows);
    return {
      query,
      write: query,
      writeBatch: (text, texts) => database.use((open) => prepared.run(open, text, texts)),
      // The lock file is ours until we give it back; there is no connection that could be lost.
      watch() {},
      async maintain() {
        // One statement at a time: a commit that waits has its turn in between.
        const vacuums = tableNames.map((table) => `vacuum analyze inngest.${table}`);
        for (const statement of ["checkpoint", ...vacuums]) {
          await database.use((open) => open.exec(statement));
        }
      },
      async close() {
        await database.close();
        unlock();
      },
    };
  } catch (cause) {
    unlock();
    throw cause;
  }
}

/** SQLSTATE classes after which the database is as good as before: wrong statements, and a table that can't grow (53). */
const harmless = /^(0A|2[0-9]|3[0-9]|40|42|44|53)/;

/**
 * A PGlite database that is opened anew after a failure that may have left it dead, such as a full disk: once
 * there is space again the next query works.
 */
class ReopeningDatabase {
  readonly #path: string;
  #database: Promise<PGlite> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async open(): Promise<PGlite> {
    this.#database ??= openDatabase(this.#path);
    try {
      return await this.#database;
    } catch (cause) {
      this.#database = undefined;
      throw cause;
    }
  }

  async use<T>(action: (database: PGlite) => Promise<T>): Promise<T> {
    const database = await this.open();
    try {
      return await action(database);
    } catch (error) {
      const code = String((error as { code?: unknown }).code ?? "");
      if (!harmless.test(code)) await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = undefined;
    await database?.then((open) => open.close()).catch(() => undefined);
  }
}

async function openDatabase(path: string): Promise<PGlite> {
  if (!existsSync(path)) {
    const draft = `${path}.init`;
    rmSync(draft, { recursive: true, force: true });
    const fresh = await PGlite.create(draft, { startParams });
    await fresh.close();
    renameSync(draft, path);
  }
  return PGlite.create(path, { startParams });
}
