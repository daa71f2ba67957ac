import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const held = new Set<string>();

/** The directory is in use by another engine; the message names the process. */
class DirectoryInUse extends Error {
  override name = "DirectoryInUse";
}

/**
 * Takes a directory for this process alone; returns the function that gives it back.
 * A lock left by a process that is gone is taken over. Throws {@link DirectoryInUse}.
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, "engine.lock");
  const mine = `${process.pid} ${startOf(process.pid)}`;
  if (held.has(path)) throw inUse(directory, process.pid);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    if (!link(draft, path)) takeOver(directory, path, draft);
  } finally {
    rmSync(draft, { force: true });
  }
  held.add(path);
  return () => {
    held.delete(path);
    if (read(path) === mine) rmSync(path, { force: true });
  };
}

/** Hard links are created only if the name is free, with the content already there. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw cause;
  }
}

function takeOver(directory: string, path: string, draft: string): void {
  const found = read(path);
  const owner = Number(found?.split(" ")[0]);
  if (found && isAlive(found)) throw inUse(directory, owner);
  const stale = `${draft}.stale`;
  try {
    renameSync(path, stale);
  } catch {
    // Somebody else was quicker; the link below decides.
  }
  const moved = read(stale);
  if (moved !== undefined && moved !== found && isAlive(moved)) link(stale, path);
  rmSync(stale, { force: true });
  if (!link(draft, path)) throw inUse(directory, Number(read(path)?.split(" ")[0]));
}

function inUse(directory: string, pid: number): DirectoryInUse {
  return new DirectoryInUse(
    `The engine's data directory ${directory} is in use by process ${pid}; stop that process or choose another directory.`,
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** A pid alone is not enough: after a restart of the machine or container another process may have it. */
function isAlive(lock: string): boolean {
  const [pid, start] = lock.split(" ");
  if (Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const actual = startOf(Number(pid));
  return start === "unknown" || actual === "unknown" || start === actual;
}

/** When the process started, in clock ticks since boot (field 22 of /proc/<pid>/stat), where the system tells. */
function startOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "unknown";
}
