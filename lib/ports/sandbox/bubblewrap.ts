import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  AGENT_ID,
  insideCommand,
  type JailEngine,
  type JailSpec,
  LAUNCHER_ENV,
  SHM_BYTES,
  TMP_BYTES,
} from "#lib/ports/sandbox/jail.ts";

const run = promisify(execFile);

/** `--disable-userns` came with 0.8; without it a command could make namespaces of its own. */
const OLDEST = [0, 8] as const;

async function version(): Promise<string | null> {
  try {
    const { stdout } = await run("bwrap", ["--version"], { env: LAUNCHER_ENV });
    const match = /(\d+)\.(\d+)\S*/.exec(stdout);
    if (!match) return null;
    const [major, minor] = [Number(match[1]), Number(match[2])];
    const enough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
    return enough ? `bubblewrap ${match[0]}` : null;
  } catch {
    return null;
  }
}

function command(spec: JailSpec): string[] {
  const id = String(AGENT_ID);
  return [
    "bwrap",
    ...spec.mounts.flatMap((m) => [m.writable ? "--bind" : "--ro-bind", m.host, m.inside]),
    ...spec.links.flatMap((link) => ["--symlink", link.target, link.inside]),
    ...["--proc", "/proc", "--dev", "/dev"],
    ...["--size", String(SHM_BYTES), "--tmpfs", "/dev/shm", "--remount-ro", "/dev"],
    ...["--size", String(TMP_BYTES), "--tmpfs", "/tmp", "--remount-ro", "/"],
    ...["--unshare-user", "--uid", id, "--gid", id, "--disable-userns", "--unshare-all"],
    ...["--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "sandbox"],
    ...["--chdir", spec.cwd, "--clearenv", "--setenv", "SANDBOX_ID", spec.marker],
    ...Object.entries(spec.env).flatMap(([name, value]) => ["--setenv", name, value]),
    "--",
    ...insideCommand(spec),
  ];
}

/** https://github.com/containers/bubblewrap: every namespace of its own, no capability, empty environment. */
export const bubblewrap: JailEngine = { name: "bubblewrap", version, command };
