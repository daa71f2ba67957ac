import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartError } from "./start-error.ts";

interface Holder {
  pid: number;
  /** When the process began, so that a reused pid isn't taken for it; "" where the system doesn't say. */
  startedAt: string;
}

/** Start time of a process in clock ticks since boot (field 22 of /proc/<pid>/stat), or "". */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const startedAt = processStart(holder.pid);
  return holder.startedAt === "" || startedAt === "" || startedAt === holder.startedAt;
}

function read(file: string): { text: string; holder: Holder } | undefined {
  try {
    const text = readFileSync(file, "utf8");
    const holder: Partial<Holder> = JSON.parse(text);
    return { text, holder: { pid: Number(holder.pid), startedAt: String(holder.startedAt ?? "") } };
  } catch {
    return undefined;
  }
}

/** Creates the file with its content in one move, so that nobody ever reads half of it. */
function tryCreate(file: string, holder: Holder): boolean {
  const draft = `${file}.${holder.pid}.new`;
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a dead holder's file away; false when somebody else was faster. */
function clearDead(file: string, expected: string | undefined): boolean {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return false;
  }
  const taken = read(aside)?.text;
  if (taken === expected) {
    rmSync(aside);
    return true;
  }
  renameSync(aside, file);
  return false;
}

/**
 * Reserves a data directory for this process by the file `<directory>.lock`. PGlite itself has no
 * lock, and two processes on one directory silently lose rows of each other.
 * @returns gives the directory free again
 * @throws StartError naming the process that holds it; a dead one is replaced
 */
export function lockDirectory(directory: string): () => void {
  const file = `${directory}.lock`;
  mkdirSync(path.dirname(file), { recursive: true });
  const own: Holder = { pid: process.pid, startedAt: processStart(process.pid) };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (tryCreate(file, own)) return () => rmSync(file, { force: true });
    const found = read(file);
    if (found && isAlive(found.holder)) {
      throw new StartError(
        `The database in ${directory} is already in use by process ${found.holder.pid}.`,
        `Stop that process first (kill ${found.holder.pid}), or set another DATA_DIR.`,
      );
    }
    clearDead(file, found?.text);
  }
  throw new StartError(
    `The database in ${directory} is being started by another process.`,
    "Wait until it runs, then try again.",
  );
}
