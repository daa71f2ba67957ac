import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  AGENT_ID,
  insideCommand,
  type JailEngine,
  type JailSpec,
  LAUNCHER_ENV,
  mountPoint,
  SHM_BYTES,
  TMP_BYTES,
} from "#lib/ports/sandbox/jail.ts";

const run = promisify(execFile);

/**
 * Runs as root of a new user namespace: builds a root folder in memory, moves into it, forgets the old
 * one, then gives everything up. The second user namespace has no rights over the mounts, and the limit
 * of one namespace, written before it is made, leaves none for the command.
 *
 * $1 marker · $2 folder to mount on · $3 cwd · then `bind|link MODE SOURCE INSIDE` four at a time · `--` · `NAME=VALUE`… · `--` · command
 */
const SCRIPT = `
set -eu
stage=$2 cwd=$3; shift 3
mount -t tmpfs -o size=4m,mode=755,nosuid,nodev none "$stage"
cd "$stage"
mkdir -p proc dev/shm tmp etc .old
for name in null zero full random urandom; do : >dev/$name; mount --bind /dev/$name dev/$name; done
ln -s /proc/self/fd dev/fd; ln -s /proc/self/fd/0 dev/stdin; ln -s /proc/self/fd/1 dev/stdout; ln -s /proc/self/fd/2 dev/stderr
while [ "$1" != -- ]; do
  kind=$1 mode=$2 source=$3 inside=.$4; shift 4
  mkdir -p "$(dirname "$inside")"
  if [ "$kind" = link ]; then ln -s "$source" "$inside"; continue; fi
  if [ -d "$source" ]; then mkdir -p "$inside"; else : >"$inside"; fi
  mount --rbind "$source" "$inside"
  if [ "$mode" = ro ]; then
    mount -o remount,bind,ro,nosuid,nodev "$inside" 2>/dev/null || mount -o remount,bind,ro,nosuid,nodev,noexec "$inside"
  else
    mount -o remount,bind,nosuid,nodev "$inside"
  fi
done
shift
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t tmpfs -o size=${SHM_BYTES},nosuid,nodev,mode=1777 none dev/shm
mount -t tmpfs -o size=${TMP_BYTES},nosuid,nodev,mode=1777 none tmp
ip link set lo up 2>/dev/null || perl -e 'socket(my $s,2,2,0); ioctl($s,0x8914,pack("a16s","lo",0x41)) or exit 1' 2>/dev/null || true
hostname sandbox 2>/dev/null || true
echo 1 >proc/sys/user/max_user_namespaces
pivot_root . .old
umount -l /.old
rmdir /.old
mount -o remount,bind,ro /
cd "$cwd"
exec env -i "$@"
`;

/** Waits for the command as process 1 and passes its exit code on, so that signals work as usual for it. */
const INIT = '"$@"; exit $?';

async function version(): Promise<string | null> {
  try {
    await Promise.all([
      run("setpriv", ["--version"], { env: LAUNCHER_ENV }),
      run("prlimit", ["--version"], { env: LAUNCHER_ENV }),
    ]);
    const { stdout } = await run("unshare", ["--version"], { env: LAUNCHER_ENV });
    const match = /(\d+)\.(\d+)\S*/.exec(stdout);
    // --map-user came with 2.36.
    return match && (Number(match[1]) > 2 || Number(match[2]) >= 36) ? `util-linux ${match[0]}` : null;
  } catch {
    return null;
  }
}

function command(spec: JailSpec): string[] {
  const id = String(AGENT_ID);
  return [
    ...["setpriv", "--pdeathsig", "KILL", "--"],
    ...["unshare", "--user", "--map-root-user", "--mount", "--net", "--pid", "--ipc", "--uts", "--cgroup"],
    ...["--fork", "--kill-child=KILL", "--", "/bin/sh", "-c", SCRIPT, "sh"],
    ...[spec.marker, mountPoint(spec.mounts.map((mount) => mount.host)), spec.cwd],
    ...spec.mounts.flatMap((m) => ["bind", m.writable ? "rw" : "ro", m.host, m.inside]),
    ...spec.links.flatMap((link) => ["link", "-", link.target, link.inside]),
    "--",
    `SANDBOX_ID=${spec.marker}`,
    ...Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    ...["/usr/bin/unshare", "--user", `--map-user=${id}`, `--map-group=${id}`, "--keep-caps", "--"],
    ...[
      "/usr/bin/setpriv",
      "--no-new-privs",
      "--inh-caps=-all",
      "--bounding-set=-all",
      "--ambient-caps=-all",
    ],
    ...["--", "/bin/sh", "-c", INIT, "sh"],
    ...insideCommand(spec),
  ];
}

/** The jail without bubblewrap: the same isolation from `unshare`, `mount` and `pivot_root`, three times slower. */
export const utilLinux: JailEngine = { name: "util-linux", version, command };
