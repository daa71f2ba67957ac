import { findGroupBase } from "#lib/ports/sandbox/control-group.ts";
import type { JailEngine, JailSpec } from "#lib/ports/sandbox/jail.ts";
import type { Launcher } from "#lib/ports/sandbox/launcher.ts";
import { runJail } from "#lib/ports/sandbox/run-jail.ts";

export interface ProbeResult {
  launcher: Launcher | null;
  /** Why each engine that was tried is not usable. */
  problems: string[];
}

const REMEDY =
  "Allow unprivileged user namespaces (as root: sysctl -w kernel.unprivileged_userns_clone=1 " +
  "kernel.apparmor_restrict_unprivileged_userns=0 user.max_user_namespaces=15000; in Docker: " +
  "--security-opt seccomp=unconfined --security-opt apparmor=unconfined) and start again.";

/** One sentence with the reason and the remedy, for the status when nothing works. */
export function explain(problems: string[]): string {
  if (process.platform !== "linux") {
    return `Code can only be run in isolation on Linux, and this is ${process.platform}: use a Linux machine or VM.`;
  }
  if (problems.length === 0) {
    return "Neither bubblewrap (0.8 or newer) nor unshare, setpriv and prlimit (util-linux 2.36 or newer) are installed: apt-get install bubblewrap";
  }
  return `No jail can be started here (${problems.join("; ")}). ${REMEDY}`;
}

/**
 * Really starts a jail with each engine in turn, with and without control groups, and keeps the first
 * that works. `spec` is the smallest command (`node --version`) with all mounts.
 */
export async function probe(engines: JailEngine[], spec: JailSpec, groups: boolean): Promise<ProbeResult> {
  const problems: string[] = [];
  if (process.platform !== "linux") return { launcher: null, problems };
  const base = groups ? findGroupBase() : null;
  for (const engine of engines) {
    const version = await engine.version();
    if (!version) continue;
    for (const tried of base ? [base, null] : [null]) {
      const launcher: Launcher = { engine, version, groups: tried, dropRoot: process.getuid?.() === 0 };
      try {
        const result = await runJail(launcher, spec, {});
        if (result.exitCode === 0) return { launcher, problems };
        problems.push(`${version}: exit code ${result.exitCode}, ${result.stderr.trim().split("\n")[0]}`);
      } catch (error) {
        problems.push(`${version}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return { launcher: null, problems };
}
