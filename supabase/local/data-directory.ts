import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";

/**
 * Creates a data directory that is complete or absent: it grows in `<directory>.init` and gets its
 * name when it is closed. A process killed in between leaves a half directory that never starts
 * again, so a left-over `.init` is thrown away.
 */
export async function createDataDirectory(directory: string): Promise<void> {
  const unfinished = `${directory}.init`;
  rmSync(unfinished, { recursive: true, force: true });
  if (existsSync(path.join(directory, "PG_VERSION"))) return;
  mkdirSync(unfinished, { recursive: true });
  const database = await PGlite.create(unfinished);
  await database.close();
  rmSync(directory, { recursive: true, force: true });
  renameSync(unfinished, directory);
}
