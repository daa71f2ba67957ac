import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Process ids whose command line carries the marker as one whole argument. The launcher and its jail's
 * first process both do, whichever process of ours started them, also one that is gone by now.
 */
export async function findByMarker(marker: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "");
    if (line.split("\0").includes(marker)) found.push(Number(name));
  }
  return found;
}

/**
 * True once the process is gone, or a zombie. The first process of a jail becomes one only after the
 * kernel has ended everything else in its process namespace; its command line is empty before that.
 */
async function isDead(id: number): Promise<boolean> {
  const stat = await readFile(`/proc/${id}/stat`, "utf8").catch(() => "");
  return stat === "" || /^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
}

/** Kills them and all that runs in their jails until none is left; false when some survive two seconds. */
export async function killByMarker(marker: string): Promise<boolean> {
  const left = new Set<number>();
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const found = await findByMarker(marker);
    for (const id of found) {
      left.add(id);
      try {
        process.kill(id, "SIGKILL");
      } catch {
        // Gone in between.
      }
    }
    for (const id of left) if (await isDead(id)) left.delete(id);
    if (left.size === 0) return true;
    await sleep(50);
  }
  return false;
}
