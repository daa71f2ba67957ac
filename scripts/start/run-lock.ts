/**
 * One platform per data folder. `run.lock` holds who has it and which children it started, so that the
 * next start can wait for what a killed one left behind; `run.json` tells others where the platform is.
 */
import { readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AlreadyRunning } from "./problem.ts";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";
import { createAtomic, writeAtomic } from "./write-atomic.ts";

const identity = z.object({ pid: z.number(), startTime: z.string() });
const lockSchema = identity.extend({ children: z.array(identity) });
const runFileSchema = z.object({
  pid: z.number(),
  urls: z.record(z.string(), z.string()),
  startedAt: z.string(),
});

type Lock = z.infer<typeof lockSchema>;
export type RunFile = z.infer<typeof runFileSchema>;

function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

const lockPath = (dataDir: string) => join(dataDir, "run.lock");
const runFilePath = (dataDir: string) => join(dataDir, "run.json");

/** The platform that runs on a data folder and is ready; undefined when there is none. */
export function readRunFile(dataDir: string): RunFile | undefined {
  const lock = readJson(lockPath(dataDir), lockSchema);
  return lock && isAlive(lock) ? readJson(runFilePath(dataDir), runFileSchema) : undefined;
}

function refuse(dataDir: string, owner: Lock): AlreadyRunning {
  const url = readRunFile(dataDir)?.urls.web;
  const where = url ? `is already running at ${url}` : `is just being started on ${dataDir}`;
  return new AlreadyRunning(
    `MorningAI ${where} (pid ${owner.pid}).`,
    `Stop it with Ctrl-C in its terminal or with: kill ${owner.pid}. For a second one set DATA_DIR, PORT, DB_PORT and ENGINE_PORT.`,
  );
}

/** Waits until the children of a killed platform are gone; they stop by themselves, after 8 s by force. */
async function outlive(children: ProcessIdentity[]): Promise<void> {
  const deadline = Date.now() + 8_000;
  while (children.some(isAlive) && Date.now() < deadline) await sleep(100);
  for (const child of children.filter(isAlive)) process.kill(child.pid, "SIGKILL");
  while (children.some(isAlive)) await sleep(50);
}

/** Takes a dead owner's lock away. False when someone else was faster. */
function removeStale(path: string, stale: Lock): boolean {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return false;
  }
  const taken = readJson(aside, lockSchema);
  const right = taken?.pid === stale.pid && taken.startTime === stale.startTime;
  // A faster start had the lock already: give it back.
  if (!right && taken) createAtomic(path, JSON.stringify(taken));
  rmSync(aside, { force: true });
  return right;
}

export interface RunLock {
  /** Records the living children, so that the next start can wait for them. */
  setChildren(pids: number[]): void;
  /** Tells others where the platform is. */
  publish(urls: Record<string, string>): void;
  release(): void;
}

/** Takes the data folder. Throws AlreadyRunning when a living process has it. */
export async function takeRunLock(dataDir: string): Promise<RunLock> {
  const path = lockPath(dataDir);
  const own: Lock = { ...identify(process.pid), children: [] };
  while (!createAtomic(path, JSON.stringify(own))) {
    const owner = readJson(path, lockSchema);
    if (owner && isAlive(owner)) throw refuse(dataDir, owner);
    if (owner) await outlive(owner.children);
    if (owner) removeStale(path, owner);
    else rmSync(path, { force: true });
  }
  rmSync(runFilePath(dataDir), { force: true });
  return {
    setChildren: (pids) => writeAtomic(path, JSON.stringify({ ...own, children: pids.map(identify) })),
    publish: (urls) => {
      const content: RunFile = { pid: process.pid, urls, startedAt: new Date().toISOString() };
      writeAtomic(runFilePath(dataDir), `${JSON.stringify(content, null, 2)}\n`);
    },
    release: () => {
      rmSync(runFilePath(dataDir), { force: true });
      rmSync(path, { force: true });
    },
  };
}
