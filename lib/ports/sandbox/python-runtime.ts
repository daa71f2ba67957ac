import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type Link, type Mount, PYTHON_DIR } from "#lib/ports/sandbox/jail.ts";

const run = promisify(execFile);

/** A Python of the host. Paths are absolute; `prefix` differs from `base` in a virtual environment. */
export interface HostPython {
  binary: string;
  version: string;
  base: string;
  prefix: string;
  /** Folder of the installed packages. */
  packages: string;
  /** Version of pytest; null when it is not installed. */
  pytest: string | null;
}

/** The oldest that the repair engine and the report writers run on. */
const OLDEST = [3, 9] as const;

const FACTS = `
import json, os, sys, sysconfig
try:
    import pytest
    version = pytest.__version__
except Exception:
    version = None
# A build of pyenv or a virtual environment may be reached through links; the sandbox needs the places themselves.
real = os.path.realpath
print(json.dumps({"binary": real(sys.executable), "version": "%d.%d" % sys.version_info[:2], "base": real(sys.base_prefix),
  "prefix": real(sys.prefix), "packages": real(sysconfig.get_path("purelib")), "pytest": version}))
`;

/** Places that a jail fills itself: what lies below them on the host can't be shown there. */
const TAKEN = /^\/(work|tmp|proc|dev|home\/agent)(\/|$)/;

function usable({ version, base }: HostPython): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return !TAKEN.test(base) && (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]));
}

async function ask(binary: string): Promise<HostPython | null> {
  try {
    // Isolated: the environment of our own process must not decide what the sandbox gets.
    const { stdout } = await run(binary, ["-I", "-B", "-c", FACTS], { timeout: 20_000 });
    return JSON.parse(stdout) as HostPython;
  } catch {
    return null;
  }
}

/**
 * The Python that sandboxes use: of those on the search path (default: that of this process), the first that has
 * pytest, else the first.
 * Null when there is none of 3.9 or newer.
 */
export async function findPython(given?: string): Promise<HostPython | null> {
  const searchPath = given ?? (await run("/bin/sh", ["-c", 'printf %s "$PATH"'])).stdout;
  const binaries = [...searchPath.split(delimiter), "/usr/local/bin", "/usr/bin"]
    .map((folder) => join(folder, "python3"))
    .filter((path, index, all) => path.startsWith("/") && all.indexOf(path) === index && existsSync(path));
  let first: HostPython | null = null;
  for (const binary of binaries) {
    const found = await ask(binary);
    if (!found || !usable(found)) continue;
    if (found.pytest) return found;
    first ??= found;
  }
  return first;
}

const ofSystem = (path: string): boolean => path === "/usr" || path.startsWith("/usr/");

/**
 * What shows the host's Python in a jail, read-only: nothing more for the system's own; an installation elsewhere
 * (pyenv, a build of one's own) at its own place, because it finds its shared libraries by absolute paths, and as
 * `/opt/python/bin/python3`; a virtual environment as one of the same packages in `/opt/python`. `folder` keeps the
 * file that makes it one.
 */
export async function pythonRuntime(
  python: HostPython | null,
  folder: string,
): Promise<{ mounts: Mount[]; links: Link[] }> {
  if (!python) return { mounts: [], links: [] };
  const { base, prefix, version, packages } = python;
  const own: Mount[] = ofSystem(base) ? [] : [{ host: base, inside: base }];
  const links = ["python3", "python"].map((name) => ({
    inside: `${PYTHON_DIR}/bin/${name}`,
    target: `${base}/bin/python${version}`,
  }));
  if (prefix === base) return { mounts: own, links };
  const config = join(folder, "pyvenv.cfg");
  await writeFile(config, `home = ${base}/bin\ninclude-system-site-packages = false\n`, { mode: 0o644 });
  await chmod(config, 0o644);
  const environment = [
    { host: config, inside: `${PYTHON_DIR}/pyvenv.cfg` },
    { host: packages, inside: `${PYTHON_DIR}/lib/python${version}/site-packages` },
  ];
  return { mounts: [...own, ...environment], links };
}
