import { existsSync } from "node:fs";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { posix } from "node:path";
import { AppError } from "#lib/errors.ts";
import { removeStaleGroups } from "#lib/ports/sandbox/control-group.ts";
import { type DiskBudget, watchDisk } from "#lib/ports/sandbox/disk-watch.ts";
import {
  HOME_DIR,
  type JailSpec,
  type Link,
  type Mount,
  NODE_DIR,
  PYTHON_DIR,
  WORK_DIR,
} from "#lib/ports/sandbox/jail.ts";
import type { Launcher } from "#lib/ports/sandbox/launcher.ts";
import {
  defaultLimits,
  type ExecInput,
  type ExecResult,
  type Sandbox,
  type SandboxFile,
  type SandboxLimits,
  type SandboxProcess,
  type SpawnInput,
} from "#lib/ports/sandbox/port.ts";
import { killByMarker } from "#lib/ports/sandbox/process-search.ts";
import { registryAccess } from "#lib/ports/sandbox/registry-access.ts";
import type { RegistryConfig } from "#lib/ports/sandbox/registry-proxy.ts";
import type { JailInput } from "#lib/ports/sandbox/run-jail.ts";
import { type Run, runAnyway, runUnlessSealed, spawnUnlessSealed } from "#lib/ports/sandbox/seal.ts";
import { spawnJail } from "#lib/ports/sandbox/spawn-jail.ts";
import {
  readTreeFile,
  removeTreeFile,
  type TreeOwner,
  writeTreeFile,
} from "#lib/ports/sandbox/tree-files.ts";
import { escapingLinks, treeSegments } from "#lib/ports/sandbox/tree-path.ts";

/** One sandbox's place on the host and what its jails see. */
export interface SandboxPlace {
  id: string;
  marker: string;
  /** Host folder that holds the other two. */
  folder: string;
  /** Host folder of `/work` and of the home folder. */
  work: string;
  home: string;
  /** Host file that is there while the tree is whole: not in the middle of an unpacking or an install. */
  filled: string;
  /** Host file that is there once the sandbox was ended for good. */
  seal: string;
  owner: TreeOwner | null;
  launcher: Launcher;
  mounts: Mount[];
  links: Link[];
  registry: RegistryConfig;
  disk: DiskBudget;
}

/** Reading more than this into the memory of our own process is refused. */
const MAX_READ_BYTES = 64 * 1024 * 1024;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const fixedEnv = {
  PATH: `${NODE_DIR}/bin:${PYTHON_DIR}/bin:/usr/local/bin:/usr/bin:/bin`,
  HOME: HOME_DIR,
  TMPDIR: "/tmp",
  LANG: "C.UTF-8",
  USER: "agent",
  CI: "1",
  npm_config_update_notifier: "false",
  npm_config_fund: "false",
  npm_config_audit: "false",
  PYTHONDONTWRITEBYTECODE: "1",
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PIP_NO_INPUT: "1",
};

function commandEnv(given: Record<string, string> = {}): Record<string, string> {
  for (const [name, value] of Object.entries(given)) {
    if (!NAME.test(name)) throw new AppError("invalid_input", `"${name}" is not a variable name.`);
    if (value.includes("\0")) throw new AppError("invalid_input", `${name} contains a NUL byte.`);
  }
  return { ...fixedEnv, ...given };
}

/** The description of one jail; also used by the probe. */
export function jailSpec(place: SandboxPlace, argv: string[], limits: SandboxLimits): JailSpec {
  return {
    marker: place.marker,
    argv,
    env: commandEnv(),
    cwd: WORK_DIR,
    mounts: [
      ...place.mounts,
      { host: place.work, inside: WORK_DIR, writable: true },
      { host: place.home, inside: HOME_DIR, writable: true },
    ],
    links: place.links,
    limits,
    groupBounded: false,
  };
}

async function existingCwd(place: SandboxPlace, cwd: string): Promise<string[]> {
  const segments = treeSegments(cwd);
  const found = await stat([place.work, ...segments].join("/")).catch(() => null);
  if (!found && segments.length === 0) {
    throw new AppError("not_found", "This sandbox was destroyed. Open it again and unpack the repository.");
  }
  if (!found?.isDirectory())
    throw new AppError("invalid_input", `There is no folder "${cwd}" in the sandbox.`);
  return segments;
}

type Command = Omit<ExecInput, "stdin"> & Pick<JailInput, "stdin">;

async function specOf(place: SandboxPlace, input: SpawnInput): Promise<JailSpec> {
  if (input.argv.length === 0) throw new AppError("invalid_input", "The command is empty.");
  const spec = jailSpec(place, input.argv, { ...defaultLimits, ...input.limits });
  spec.env = commandEnv(input.env);
  spec.cwd = posix.join(WORK_DIR, ...(await existingCwd(place, input.cwd ?? "")));
  return spec;
}

async function spawn(place: SandboxPlace, input: SpawnInput): Promise<SandboxProcess> {
  const spec = await specOf(place, input);
  return spawnUnlessSealed(place.seal, () =>
    spawnJail(place.launcher, spec, (full) => watchDisk(place.disk, full)),
  );
}

async function exec(
  place: SandboxPlace,
  input: Command,
  run: Run = runUnlessSealed(place.launcher, place.seal),
): Promise<ExecResult> {
  const spec = await specOf(place, input);
  const jail: JailInput = {
    stdin: input.stdin,
    signal: input.signal,
    onOutput: input.onOutput,
    watchDisk: (full) => watchDisk(place.disk, full),
  };
  if (input.network === "registry") return install(place, spec, jail, run);
  return run(spec, jail);
}

/** Runs a command with the registry; the tree counts as half until it ends, however it ends. */
async function install(place: SandboxPlace, spec: JailSpec, jail: JailInput, run: Run): Promise<ExecResult> {
  const wasFilled = existsSync(place.filled);
  const access = await registryAccess(place.registry, place.owner);
  try {
    await rm(place.filled, { force: true });
    spec.argv = [...access.command, ...spec.argv];
    spec.env = { ...spec.env, ...access.env };
    spec.mounts.push(...access.mounts);
    return await run(spec, jail);
  } finally {
    await access.close();
    if (wasFilled) await writeFile(place.filled, "");
  }
}

const EMPTY = "chmod -R u+rwX . && find . -mindepth 1 -delete";
const UNPACK = `${EMPTY} && tar --extract --no-same-owner --file - && find . -type l -printf '%P\\0%l\\0'`;

async function unpack(place: SandboxPlace, tar: Uint8Array): Promise<void> {
  await rm(place.filled, { force: true });
  const limits = { wallMs: 300_000, outputBytes: 16_000_000, fileSizeMb: 1_024 };
  // Inside the jail: an archive that tries to leave it finds nothing there.
  const result = await exec(place, { argv: ["/bin/sh", "-c", UNPACK], stdin: tar, limits });
  if (result.exitCode !== 0) {
    await exec(place, { argv: ["/bin/sh", "-c", EMPTY] });
    if (result.diskFull)
      throw new AppError("too_large", "The files of this repository need too much disk space.");
    throw new AppError("unprocessable", `The archive can't be unpacked: ${result.stderr.slice(0, 500)}`);
  }
  const links = escapingLinks(result.stdout);
  if (links.length > 0) {
    await exec(place, { argv: ["/bin/sh", "-c", EMPTY] });
    throw new AppError(
      "invalid_input",
      `These symbolic links lead out of the repository; remove them or make them relative to a file in it: ${links.slice(0, 10).join(", ")}`,
    );
  }
  await writeFile(place.filled, "");
}

const LIST =
  "find \"$1\" -mindepth 1 \\( -name node_modules -o -name .git -o -name .venv \\) -prune -o \\( -type f -o -type l \\) -printf '%y %s %p\\0'";

async function listFiles(place: SandboxPlace, folder: string, limit: number): Promise<SandboxFile[]> {
  const start = `./${treeSegments(folder).join("/")}`;
  const result = await exec(place, {
    argv: ["/bin/sh", "-c", LIST, "sh", start],
    limits: { wallMs: 60_000, outputBytes: 32_000_000 },
  });
  return result.stdout
    .split("\0")
    .slice(0, -1)
    .map((line) => {
      const [, kind, size, path = ""] = /^(.) (\d+) \.\/([\s\S]*)$/.exec(line) ?? [];
      const link = kind === "l";
      return {
        path: posix.normalize(path),
        size: link ? 0 : Number(size),
        kind: link ? "link" : "file",
      } as const;
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .slice(0, limit);
}

async function destroy(place: SandboxPlace): Promise<void> {
  await killByMarker(place.marker);
  if (place.launcher.groups) removeStaleGroups(place.launcher.groups, place.marker);
  try {
    await rm(place.folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Folders without permissions, made by the code that ran: their owner, inside, can open them up.
    await mkdir(place.home, { recursive: true });
    await exec(place, { argv: ["/bin/chmod", "-R", "u+rwX", WORK_DIR, HOME_DIR] }, runAnyway(place.launcher));
    await rm(place.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The sandbox of one place: files through descriptors on the host, everything else in a jail. */
export function localSandbox(place: SandboxPlace): Sandbox {
  return {
    id: place.id,
    identity: place.marker,
    spawn: (input) => spawn(place, input),
    unpack: (tar) => unpack(place, tar),
    exec: (input) => exec(place, input),
    readFile: (path) => readTreeFile(place.work, path, MAX_READ_BYTES),
    writeFile: (path, content) => writeTreeFile(place.work, path, content, place.owner),
    removeFile: (path) => removeTreeFile(place.work, path),
    listFiles: (folder = "", limit = 20_000) => listFiles(place, folder, limit),
    destroy: () => destroy(place),
  };
}
