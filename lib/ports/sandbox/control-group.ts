import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SandboxLimits } from "#lib/ports/sandbox/port.ts";

/** Folders below which we may make control groups. In version 2 both are the same folder. */
export interface GroupBase {
  version: 1 | 2;
  memory: string;
  pids: string;
}

/** A control group of one command. */
export interface ControlGroup {
  /** Folders whose `cgroup.procs` the launcher writes its own id to. */
  folders: string[];
  /** How many processes the kernel killed for memory. */
  memoryKills(): number;
  remove(): Promise<void>;
}

const PREFIX = "morningai-";

function usable(folder: string, file: string): boolean {
  const probe = join(folder, `${PREFIX}probe-${process.pid}`);
  try {
    accessSync(join(folder, "cgroup.procs"), constants.W_OK);
    mkdirSync(probe);
    const has = existsSync(join(probe, file));
    rmdirSync(probe);
    return has;
  } catch {
    return false;
  }
}

/** Our own group first: there the limits of the container or service we run in still hold. */
function candidates(root: string, own: string | undefined): string[] {
  return own && own !== "/" ? [join(root, own), root] : [root];
}

function enable(folder: string): void {
  try {
    writeFileSync(join(folder, "cgroup.subtree_control"), "+memory +pids");
  } catch {
    // A group that holds processes can't hand controllers down; `usable` then says no.
  }
}

/** Where groups can be made on this machine; null when nowhere (then per-process limits have to do). */
export function findGroupBase(root = "/sys/fs/cgroup", membership = "/proc/self/cgroup"): GroupBase | null {
  let lines: string[];
  try {
    lines = readFileSync(membership, "utf8").split("\n");
  } catch {
    return null;
  }
  const own = (controller: string) =>
    lines.find((line) => line.split(":")[1]?.split(",").includes(controller))?.replace(/^[^:]*:[^:]*:/, "");
  if (existsSync(join(root, "cgroup.controllers"))) {
    const folder = candidates(root, own("")).find((path) => {
      if (!usable(path, "memory.max") || !usable(path, "pids.max")) enable(path);
      return usable(path, "memory.max") && usable(path, "pids.max");
    });
    return folder ? { version: 2, memory: folder, pids: folder } : null;
  }
  const memory = candidates(join(root, "memory"), own("memory")).find((path) =>
    usable(path, "memory.limit_in_bytes"),
  );
  const pids = candidates(join(root, "pids"), own("pids")).find((path) => usable(path, "pids.max"));
  return memory && pids ? { version: 1, memory, pids } : null;
}

function write(file: string, value: number, required = false): void {
  try {
    writeFileSync(file, String(value));
  } catch (error) {
    if (required) throw error;
  }
}

async function removeFolder(folder: string): Promise<void> {
  // The kernel refuses while the last processes are being reaped.
  for (let attempt = 0; attempt < 40; attempt += 1) {
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      await sleep(5 + attempt);
    }
  }
}

/** Makes the group `name` with the memory and process limits. */
export function createGroup(base: GroupBase, name: string, limits: SandboxLimits): ControlGroup {
  const bytes = limits.memoryMb * 1024 * 1024;
  const memory = join(base.memory, PREFIX + name);
  const pids = join(base.pids, PREFIX + name);
  const folders = [...new Set([memory, pids])];
  for (const folder of folders) mkdirSync(folder);
  if (base.version === 1) {
    write(join(memory, "memory.limit_in_bytes"), bytes, true);
    write(join(memory, "memory.memsw.limit_in_bytes"), bytes);
  } else {
    write(join(memory, "memory.max"), bytes, true);
    write(join(memory, "memory.swap.max"), 0);
    write(join(memory, "memory.oom.group"), 1);
  }
  write(join(pids, "pids.max"), limits.processes, true);
  const counter = join(memory, base.version === 1 ? "memory.oom_control" : "memory.events");
  return {
    folders,
    memoryKills() {
      return Number(/oom_kill (\d+)/.exec(readFileSync(counter, "utf8"))?.[1] ?? 0);
    },
    async remove() {
      for (const folder of folders) await removeFolder(folder);
    },
  };
}

/** Removes groups that a killed process of ours left behind; those still in use stay. */
export function removeStaleGroups(base: GroupBase, namePrefix: string): void {
  for (const parent of new Set([base.memory, base.pids])) {
    for (const name of readdirSync(parent)) {
      if (!name.startsWith(PREFIX + namePrefix)) continue;
      try {
        rmdirSync(join(parent, name));
      } catch {
        // Still has processes: it belongs to a running command.
      }
    }
  }
}
