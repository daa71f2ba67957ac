import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

function writeBeside(path: string, content: string, mode: number): string {
  const beside = `${path}.${process.pid}.new`;
  const file = openSync(beside, "w", mode);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return beside;
}

/** Replaces a file as a whole: a reader or a crash sees the old content or the new one, never a part. */
export function writeAtomic(path: string, content: string, mode = 0o600): void {
  renameSync(writeBeside(path, content, mode), path);
}

/** Creates a file with its whole content; false when there is one already, which stays as it is. */
export function createAtomic(path: string, content: string, mode = 0o600): boolean {
  const beside = writeBeside(path, content, mode);
  try {
    linkSync(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}
