import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { StringDecoder } from "node:string_decoder";
import { AppError } from "#lib/errors.ts";
import { type ControlGroup, createGroup } from "#lib/ports/sandbox/control-group.ts";
import { type JailSpec, LAUNCHER_ENV, STARTED_FD } from "#lib/ports/sandbox/jail.ts";
import { type Launcher, launchCommand } from "#lib/ports/sandbox/launcher.ts";
import type { ExecInput, ExecResult } from "#lib/ports/sandbox/port.ts";

export interface JailInput {
  stdin?: string | Uint8Array;
  signal?: AbortSignal;
  onOutput?: ExecInput["onOutput"];
  /** Called with a function that ends the command for lack of disk; returns what stops the watch. */
  watchDisk?: (full: () => void) => () => void;
}

type Ending = "timedOut" | "truncated" | "aborted" | "diskFull";

/** Why a stopped command was stopped; the first reason wins. */
interface Stop {
  reason: Ending | null;
  stop(reason: Ending): void;
}

/** Everything was started in a process group of its own; the jail's processes die with its first one. */
function stopper(child: ChildProcess): Stop {
  const state: Stop = {
    reason: null,
    stop(reason) {
      state.reason ??= reason;
      try {
        if (child.pid) process.kill(-child.pid, "SIGKILL");
      } catch {
        // Ended in between.
      }
    },
  };
  return state;
}

/** Collects one stream; the two share `room`, and what is beyond it ends the command. */
function collect(
  child: ChildProcess,
  stream: "stdout" | "stderr",
  room: { left: number },
  stop: Stop,
  onOutput: ExecInput["onOutput"],
): () => string {
  const decoder = new StringDecoder("utf8");
  let text = "";
  child[stream]?.on("data", (data: Buffer) => {
    const kept = data.subarray(0, Math.max(0, room.left));
    room.left -= data.length;
    const part = decoder.write(kept);
    text += part;
    if (part) onOutput?.({ stream, text: part });
    if (room.left < 0) stop.stop("truncated");
  });
  return () => text;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code));
    // Pipes that outlive the process (they should not: the namespace dies with it) must not hold us.
    child.once("exit", () => setTimeout(() => child.stdout?.destroy(), 5_000).unref());
    child.once("exit", () => setTimeout(() => child.stderr?.destroy(), 5_000).unref());
  });
}

function startProblem(error: unknown): AppError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "E2BIG") {
    return new AppError("invalid_input", "The command line is too long.", { cause: error });
  }
  if (code === "ERR_INVALID_ARG_VALUE") {
    return new AppError("invalid_input", "A command can't contain a NUL byte.", { cause: error });
  }
  return new AppError("unavailable", "The sandbox could not be started.", { cause: error });
}

interface Outcome {
  /** The jail stood and the command began. */
  started: boolean;
  code: number | null;
  stdout: string;
  stderr: string;
  stop: Stop;
  durationMs: number;
}

async function launch(argv: string[], spec: JailSpec, input: JailInput): Promise<Outcome> {
  const begin = performance.now();
  let child: ChildProcess;
  try {
    child = spawn(argv[0] as string, argv.slice(1), {
      env: LAUNCHER_ENV,
      detached: true,
      stdio: ["pipe", "pipe", "pipe", "pipe"],
    });
  } catch (error) {
    throw startProblem(error);
  }
  const stop = stopper(child);
  const room = { left: spec.limits.outputBytes };
  const stdout = collect(child, "stdout", room, stop, input.onOutput);
  const stderr = collect(child, "stderr", room, stop, input.onOutput);
  let started = false;
  child.stdio[STARTED_FD]?.on("data", () => {
    started = true;
  });
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(input.stdin ?? "");
  const timer = setTimeout(() => stop.stop("timedOut"), spec.limits.wallMs);
  const onAbort = () => stop.stop("aborted");
  input.signal?.addEventListener("abort", onAbort, { once: true });
  if (input.signal?.aborted) onAbort();
  const unwatch = input.watchDisk?.(() => stop.stop("diskFull"));
  try {
    const code = await ended(child).catch((error) => {
      throw startProblem(error);
    });
    const durationMs = Math.round(performance.now() - begin);
    return { started, code, stdout: stdout(), stderr: stderr(), stop, durationMs };
  } finally {
    clearTimeout(timer);
    unwatch?.();
    input.signal?.removeEventListener("abort", onAbort);
  }
}

/**
 * V8 and the allocators of C, Python and others stop with these words when RLIMIT_DATA is reached;
 * with a control group the kernel counts.
 */
const NO_MEMORY =
  /out of memory|Array buffer allocation failed|MemoryError|(?:cannot|failed to) allocate memory|bad_alloc/i;

/**
 * Runs one command in a jail and waits for its end.
 * @throws AppError `unavailable` when the jail could not be built.
 */
export async function runJail(launcher: Launcher, spec: JailSpec, input: JailInput): Promise<ExecResult> {
  let group: ControlGroup | null = null;
  try {
    if (launcher.groups) {
      const name = `${spec.marker}-${randomBytes(6).toString("hex")}`;
      group = createGroup(launcher.groups, name, spec.limits);
    }
    const argv = launchCommand(launcher, { ...spec, groupBounded: group !== null }, group?.folders ?? []);
    const outcome = await launch(argv, spec, input);
    const { reason } = outcome.stop;
    // Nothing said: it was killed from outside while the jail was being built.
    if (!outcome.started && !reason && outcome.stderr !== "") {
      const text = outcome.stderr.trim().split("\n")[0];
      throw new AppError("unavailable", `The sandbox could not be started: ${text}`);
    }
    const outOfMemory = group
      ? group.memoryKills() > 0
      : outcome.code !== 0 && !reason && NO_MEMORY.test(outcome.stderr);
    return {
      exitCode: reason ? null : outcome.code,
      stdout: outcome.stdout,
      stderr: outcome.stderr,
      truncated: reason === "truncated",
      timedOut: reason === "timedOut",
      aborted: reason === "aborted",
      ...(reason === "diskFull" ? { diskFull: true } : {}),
      outOfMemory,
      durationMs: outcome.durationMs,
    };
  } finally {
    await group?.remove();
  }
}
