import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import type { EmbeddedConnection } from "./embedded-connection.ts";
import { StartError } from "./start-error.ts";

const kept = 7;
const dayMs = 24 * 60 * 60 * 1000;
const namePattern = /^database-\d{8}T\d{6}Z\.tar\.gz$/;

const fileName = (now: Date): string =>
  `database-${now.toISOString().replaceAll(/[-:]/g, "").replace(/\.\d+/, "")}.tar.gz`;

/** Backups in a folder, oldest first. */
export function listBackups(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => namePattern.test(name))
    .sort();
}

/**
 * Writes the whole data directory as one gzipped tar and keeps the latest seven. The file gets its
 * name when it is complete.
 * @returns path of the new file
 */
export async function writeBackup(
  connection: EmbeddedConnection,
  folder: string,
  now: Date,
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const dump = await connection.lock.run(async () => {
    await connection.driver.exec("checkpoint");
    return connection.driver.dumpDataDir("gzip");
  });
  const file = path.join(folder, fileName(now));
  writeFileSync(`${file}.part`, Buffer.from(await dump.arrayBuffer()), { mode: 0o600 });
  renameSync(`${file}.part`, file);
  for (const name of listBackups(folder).slice(0, -kept)) rmSync(path.join(folder, name));
  return file;
}

/** Whether the latest backup is a day old, or there is none: true also for a program that starts daily. */
export function isBackupDue(folder: string, now: Date): boolean {
  const latest = listBackups(folder).at(-1);
  return latest === undefined || latest <= fileName(new Date(now.getTime() - dayMs));
}

/**
 * Makes a data directory from a backup. The directory must not exist: nothing is overwritten.
 * @throws StartError when it does, or when the file is not a backup
 */
export async function restoreBackup(file: string, directory: string): Promise<void> {
  if (existsSync(directory)) {
    throw new StartError(
      `${directory} exists already.`,
      "Move it away first; the backup is only unpacked into a new directory.",
    );
  }
  const unfinished = `${directory}.init`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    const dump = new Blob([gunzipSync(readFileSync(file))], { type: "application/x-tar" });
    const database = await PGlite.create(unfinished, { loadDataDir: dump });
    await database.close();
    renameSync(unfinished, directory);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new StartError(`${file} is not a readable backup.`, "Take another file of the backups folder.", {
      cause: error,
    });
  }
}
