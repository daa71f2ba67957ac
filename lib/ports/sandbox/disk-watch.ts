import { execFile } from "node:child_process";
import { statfs } from "node:fs/promises";
import { promisify } from "node:util";
import { LAUNCHER_ENV } from "#lib/ports/sandbox/jail.ts";

const run = promisify(execFile);

/** How much the folders of one sandbox may hold together, and what was last seen. */
export interface DiskBudget {
  folders: string[];
  maxBytes: number;
  maxFiles: number;
  /** Use of the whole file system when the folders were last measured. */
  seen: { bytes: number; files: number } | null;
}

const PERIOD_MS = 1_000;

/** Growth of the file system, by anyone, that makes measuring the folders worth while. */
const STEP = { bytes: 64 * 1024 * 1024, files: 20_000 };

async function sum(folders: string[], ...flags: string[]): Promise<number> {
  const argv = ["--summarize", "--total", "--one-file-system", ...flags, "--", ...folders];
  // A file that vanishes meanwhile makes du complain, but the total stands.
  const output = await run("du", argv, { env: LAUNCHER_ENV }).catch((error: { stdout?: string }) => error);
  return Number(output.stdout?.trim().split("\n").at(-1)?.split("\t")[0] ?? 0);
}

async function exceeded(budget: DiskBudget): Promise<boolean> {
  const system = await statfs(budget.folders[0] as string);
  const bytes = (system.blocks - system.bfree) * system.bsize;
  const files = system.files - system.ffree;
  budget.seen ??= { bytes, files };
  const { seen } = budget;
  if (bytes - seen.bytes < STEP.bytes && files - seen.files < STEP.files) return false;
  budget.seen = { bytes, files };
  if ((await sum(budget.folders, "--block-size=1")) > budget.maxBytes) return true;
  return (await sum(budget.folders, "--inodes")) > budget.maxFiles;
}

/** Looks once a second and calls `full` when the budget is exceeded; returns what ends the watch. */
export function watchDisk(budget: DiskBudget, full: () => void): () => void {
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      if (await exceeded(budget)) full();
    } catch {
      // The tree was destroyed while a command ended: nothing left to measure.
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void look(), PERIOD_MS);
  void look();
  return () => clearInterval(timer);
}
