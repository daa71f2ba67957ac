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

/** Kills them until none is left; false when some survive two seconds. */
export async function killByMarker(marker: string): Promise<boolean> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const found = await findByMarker(marker);
    if (found.length === 0) return true;
    for (const id of found) {
      try {
        process.kill(id, "SIGKILL");
      } catch {
        // Gone in between.
      }
    }
    await sleep(50);
  }
  return false;
}
