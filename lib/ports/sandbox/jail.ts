import { lstatSync, readlinkSync, statSync } from "node:fs";
import type { SandboxLimits } from "#lib/ports/sandbox/port.ts";

/** A host file or folder shown in the jail; read-only unless `writable`. */
export interface Mount {
  host: string;
  inside: string;
  writable?: boolean;
}

export interface Link {
  inside: string;
  target: string;
}

/** What one jailed command sees; neutral to the program that builds the jail. */
export interface JailSpec {
  /** Stands in the command line of every launcher process, so that any process of ours can find it. */
  marker: string;
  argv: string[];
  env: Record<string, string>;
  /** Absolute path inside. */
  cwd: string;
  mounts: Mount[];
  links: Link[];
  limits: SandboxLimits;
  /** A control group bounds the memory, so no per-process limit is needed. */
  groupBounded: boolean;
}

export interface JailEngine {
  readonly name: "bubblewrap" | "util-linux";
  /** "bubblewrap 0.8.0"; null when the program is missing or too old. */
  version(): Promise<string | null>;
  /** The command line that builds the jail of `spec` and runs `spec.argv` in it. */
  command(spec: JailSpec): string[];
}

export const WORK_DIR = "/work";
export const HOME_DIR = "/home/agent";
export const NODE_DIR = "/opt/node";
export const PYTHON_DIR = "/opt/python";

/** The user id that commands have inside, whoever starts them on the host. */
export const AGENT_ID = 1000;

/** Size of /tmp and /dev/shm, bytes: they live in memory. */
export const TMP_BYTES = 256 * 1024 * 1024;
export const SHM_BYTES = 64 * 1024 * 1024;

/** Launcher programs are looked up here only; the environment of our own process never reaches them. */
export const LAUNCHER_ENV = Object.freeze({
  PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
}) as unknown as NodeJS.ProcessEnv;

/** The launcher's pipe on which the jail says that it stands and the command begins. */
export const STARTED_FD = 3;

/**
 * What runs first inside the jail: it reports the start, then sets the limits. Inside, because RLIMIT_NPROC set before the user
 * namespace exists counts the processes of the host user. Never RLIMIT_AS: V8 and WebAssembly reserve
 * far more addresses than they use.
 */
export function insideCommand(spec: JailSpec): string[] {
  const { limits } = spec;
  const data = spec.groupBounded ? [] : [`--data=${limits.memoryMb * 1024 * 1024}`];
  return [
    ...["/bin/sh", "-c", `echo >&${STARTED_FD}; exec "$@" ${STARTED_FD}>&-`, "sh"],
    "prlimit",
    `--nproc=${limits.processes}`,
    `--cpu=${limits.cpuSeconds}`,
    `--fsize=${limits.fileSizeMb * 1024 * 1024}`,
    "--core=0",
    "--nofile=4096",
    ...data,
    "--",
    ...spec.argv,
  ];
}

/** The read-only system folders, with the links of a merged /usr where the host has them. */
export function systemView(): { mounts: Mount[]; links: Link[] } {
  const mounts: Mount[] = [{ host: "/usr", inside: "/usr" }];
  const links: Link[] = [];
  for (const path of ["/bin", "/sbin", "/lib", "/lib64", "/lib32"]) {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isSymbolicLink()) links.push({ inside: path, target: readlinkSync(path) });
    else if (stat?.isDirectory()) mounts.push({ host: path, inside: path });
  }
  for (const path of ["/etc/alternatives", "/etc/ld.so.cache", "/etc/ssl/certs"]) {
    if (statSync(path, { throwIfNoEntry: false })) mounts.push({ host: path, inside: path });
  }
  return { mounts, links };
}

/**
 * An existing folder that a private mount namespace can cover: none of `sources` lies below it.
 * @throws Error when all of the usual empty folders hold sources.
 */
export function mountPoint(sources: string[]): string {
  const free = ["/mnt", "/media", "/srv", "/opt", "/home"].find(
    (folder) =>
      statSync(folder, { throwIfNoEntry: false })?.isDirectory() &&
      !sources.some((source) => source === folder || source.startsWith(`${folder}/`)),
  );
  if (!free) throw new Error("No free folder to mount on: make an empty /mnt.");
  return free;
}
