import path from "node:path";
import { env } from "#lib/env.ts";
import { restoreBackup } from "./backup.ts";
import { lockDirectory } from "./directory-lock.ts";
import { StartError } from "./start-error.ts";

/**
 * `node supabase/local/restore.ts <backup file>`: unpacks a backup into the data directory, which
 * must have been moved away. The platform must not run.
 */
const file = process.argv[2];
const directory = path.join(path.resolve(env().DATA_DIR), "database");

try {
  if (!file) throw new StartError("Which backup?", `Name a file of ${path.join(env().DATA_DIR, "backups")}.`);
  const release = lockDirectory(directory);
  try {
    await restoreBackup(path.resolve(file), directory);
  } finally {
    release();
  }
  console.log(`Restored into ${directory}. Start the platform with \`npm start\`.`);
} catch (error) {
  console.log(error instanceof StartError ? `${error.message}\n${error.remedy}` : String(error));
  process.exitCode = 1;
}
