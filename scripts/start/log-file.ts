import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Then the file becomes `<name>.1` and a new one begins. */
const rotateBytes = 10 * 1024 * 1024;

export interface LogFile {
  write(chunk: Buffer | string): void;
  close(): void;
}

/** Appends to a log file; a full disk drops lines instead of stopping the platform. */
export function openLogFile(path: string): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let file = openSync(path, "a", 0o600);
  let bytes = fstatSync(file).size;
  let closed = false;
  const rotate = () => {
    closeSync(file);
    renameSync(path, `${path}.1`);
    file = openSync(path, "a", 0o600);
    bytes = 0;
  };
  return {
    write: (chunk) => {
      if (closed) return;
      try {
        if (bytes > rotateBytes) rotate();
        bytes += writeSync(file, chunk.toString());
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    },
    close: () => {
      if (!closed) closeSync(file);
      closed = true;
    },
  };
}
