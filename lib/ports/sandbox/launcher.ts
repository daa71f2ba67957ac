import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { GroupBase } from "#lib/ports/sandbox/control-group.ts";
import { type JailEngine, type JailSpec, type Mount, mountPoint } from "#lib/ports/sandbox/jail.ts";

/** Unprivileged host user ("nobody") that commands run as when we are root: the kernel limits it, not root. */
export const NOBODY = 65_534;

/** How jails are started on this machine; found out by the probe. */
export interface Launcher {
  engine: JailEngine;
  version: string;
  groups: GroupBase | null;
  /** We are root: give root up before the jail is built. */
  dropRoot: boolean;
}

/**
 * Joins the control groups, and shows folders that only root can reach (a clone below /root) to the
 * unprivileged user through a mount namespace of its own; the host sees nothing of it.
 *
 * $1 number of groups · groups · `stage FOLDER SOURCE…` or nothing · `--` · command
 */
const PRELUDE = `
set -eu
n=$1; shift
while [ "$n" -gt 0 ]; do echo $$ >"$1/cgroup.procs"; shift; n=$((n-1)); done
if [ "$1" = stage ]; then
  base=$2; shift 2
  mount -t tmpfs -o size=1m,mode=755 none "$base"
  i=0
  while [ "$1" != -- ]; do
    if [ -d "$1" ]; then mkdir "$base/$i"; else : >"$base/$i"; fi
    mount --rbind "$1" "$base/$i"; i=$((i+1)); shift
  done
fi
shift
exec "$@"
`;

/** True when "nobody" can get to the path: each folder above it is its own or may be passed by others. */
function reachable(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (!stat || (stat.mode & (stat.uid === NOBODY ? 0o100 : 0o001)) === 0) return false;
    if (folder === "/") return true;
  }
}

function staged(mounts: Mount[]): { mounts: Mount[]; sources: string[]; base: string } {
  const sources = [...new Set(mounts.map((mount) => mount.host).filter((host) => !reachable(host)))];
  if (sources.length === 0) return { mounts, sources, base: "" };
  const base = mountPoint(mounts.map((mount) => mount.host));
  const moved = mounts.map((mount) => {
    const index = sources.indexOf(mount.host);
    return index < 0 ? mount : { ...mount, host: `${base}/${index}` };
  });
  return { mounts: moved, sources, base };
}

/** The whole command line: control groups, staging, giving up root, then the engine's own. */
export function launchCommand(launcher: Launcher, spec: JailSpec, groupFolders: string[]): string[] {
  if (!launcher.dropRoot) {
    const inner = launcher.engine.command(spec);
    return groupFolders.length === 0 ? inner : prelude(groupFolders, [], "", inner);
  }
  const { mounts, sources, base } = staged(spec.mounts);
  const id = String(NOBODY);
  const drop = ["setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--no-new-privs", "--"];
  const inner = [...drop, ...launcher.engine.command({ ...spec, mounts })];
  const whole = prelude(groupFolders, sources, base, inner);
  return sources.length === 0 ? whole : ["unshare", "--mount", "--propagation", "private", "--", ...whole];
}

function prelude(groups: string[], sources: string[], base: string, command: string[]): string[] {
  const stage = sources.length === 0 ? [] : ["stage", base, ...sources];
  return ["/bin/sh", "-c", PRELUDE, "sh", String(groups.length), ...groups, ...stage, "--", ...command];
}
