import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { AppError } from "#lib/errors.ts";
import { type ControlGroup, createGroup } from "#lib/ports/sandbox/control-group.ts";
import { type JailSpec, LAUNCHER_ENV } from "#lib/ports/sandbox/jail.ts";
import { type Launcher, launchCommand } from "#lib/ports/sandbox/launcher.ts";
import type { ProcessEnding, SandboxProcess } from "#lib/ports/sandbox/port.ts";

/** Bytes of the end of standard error that are kept: a server writes its log there as long as it lives. */
const KEPT_STDERR = 8_192;

/** Keeps the last part of a stream and never lets it fill up. */
function tailOf(stream: Readable): () => string {
  let tail = Buffer.alloc(0);
  stream.on("data", (data: Buffer) => {
    tail = Buffer.concat([tail, data]).subarray(-KEPT_STDERR);
  });
  return () => tail.toString("utf8");
}

function killTree(child: ChildProcess): void {
  try {
    if (child.pid) process.kill(-child.pid, "SIGKILL");
  } catch {
    // Ended in between.
  }
}

interface Watch {
  group: ControlGroup | null;
  stderr: () => string;
  wallMs: number;
  watchDisk: (full: () => void) => () => void;
}

async function endingOf(child: ChildProcess, watch: Watch): Promise<ProcessEnding> {
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    killTree(child);
  }, watch.wallMs);
  timer.unref();
  const unwatch = watch.watchDisk(() => killTree(child));
  try {
    const [code] = (await once(child, "exit")) as [number | null];
    const outOfMemory = (watch.group?.memoryKills() ?? 0) > 0;
    return { exitCode: code, timedOut, outOfMemory, stderr: watch.stderr() };
  } finally {
    clearTimeout(timer);
    unwatch();
    await watch.group?.remove();
  }
}

/**
 * Starts a process in a jail and leaves it running; it dies with our own process, by `kill`, and by all
 * that ends a sandbox.
 * @throws AppError `unavailable` when the jail can't be built.
 */
export async function spawnJail(
  launcher: Launcher,
  spec: JailSpec,
  watchDisk: Watch["watchDisk"],
): Promise<SandboxProcess> {
  const name = `${spec.marker}-${randomBytes(6).toString("hex")}`;
  const group = launcher.groups ? createGroup(launcher.groups, name, spec.limits) : null;
  const argv = launchCommand(launcher, { ...spec, groupBounded: group !== null }, group?.folders ?? []);
  const child = spawn(argv[0] as string, argv.slice(1), {
    env: LAUNCHER_ENV,
    detached: true,
    stdio: ["pipe", "pipe", "pipe", "pipe"],
  });
  const { stdin, stdout, stderr } = child as { stdin: Writable; stdout: Readable; stderr: Readable };
  // The byte that says the jail stands; nobody waits for it, but an unread pipe would be a leak.
  (child.stdio[3] as Readable | undefined)?.resume();
  // Writing to a process that has ended is answered by `ended`, not by an error of the stream.
  stdin.on("error", () => undefined);
  const started = once(child, "spawn").catch(async (cause: unknown) => {
    await group?.remove();
    throw new AppError("unavailable", "The sandbox could not be started.", { cause });
  });
  await started;
  const ended = endingOf(child, { group, stderr: tailOf(stderr), wallMs: spec.limits.wallMs, watchDisk });
  return {
    stdin,
    stdout,
    ended,
    kill: async () => {
      killTree(child);
      await ended;
    },
  };
}
