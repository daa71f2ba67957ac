import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { lockDirectory } from "./directory-lock.ts";
import type { SqlClient } from "./port.ts";

const startParams = [...PGlite.defaultStartParams, "-c", "max_wal_size=96MB", "-c", "min_wal_size=32MB"];

/**
 * Opens the PGlite database below a directory, for this process alone.
 * The first initialisation happens beside it and is moved into place when complete, so that a kill in the
 * middle leaves nothing half-made. Throws `DirectoryInUse` when another process has the directory.
 */
export async function openPgliteClient(directory: string): Promise<SqlClient> {
  const unlock = lockDirectory(directory);
  try {
    const database = await openDatabase(join(directory, "store"));
    return {
      query: async (text, parameters) =>
        (await database.query<Record<string, unknown>>(text, parameters)).rows,
      async maintain() {
        await database.exec("checkpoint");
        await database.exec("vacuum analyze");
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
