import { spawn } from "node:child_process";
import { AppError } from "#lib/errors.ts";

/** Settings of every call; they win over the configuration of a repository. */
const settings: Record<string, string> = {
  "core.hooksPath": "/dev/null",
  "core.fsmonitor": "false",
  "safe.directory": "*",
  "gc.auto": "0",
  "credential.helper": "",
};

/** Settings as environment variables, in which (unlike in arguments) other users of the machine can't read them. */
export function configEnv(extra: Record<string, string>): Record<string, string> {
  const entries = Object.entries({ ...settings, ...extra });
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(entries.length) };
  entries.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return env;
}

/**
 * The only environment that git gets: no configuration of the system or of a user, no prompts, no
 * replaced objects, and only the transports that a call allows. Configuration of a repository is ours,
 * because we made it; hooks, file system monitors and filters stay off all the same.
 */
export const gitEnv = Object.freeze({
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: "/nonexistent",
  LC_ALL: "C.UTF-8",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_ASKPASS: "/bin/true",
  GIT_ALLOW_PROTOCOL: "none",
  ...configEnv({}),
});

export interface GitOptions {
  stdin?: Uint8Array | string;
  env?: Record<string, string>;
  /** Default 60 s; then the process group is killed. */
  timeoutMs?: number;
  /** Default 64 MiB; more output ends in `too_large`. */
  maxBytes?: number;
  signal?: AbortSignal;
}

export interface GitResult {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

const MiB = 1024 * 1024;

function startProblem(error: unknown): AppError {
  const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
  const text = missing
    ? "git is not installed on this server: apt-get install git"
    : "git could not be started.";
  return new AppError("unavailable", text, { cause: error });
}

/** Runs git in a repository folder and gives its exit code and output, whatever the code is. */
export function tryGit(folder: string, args: string[], options: GitOptions = {}): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const { maxBytes = 64 * MiB, timeoutMs = 60_000 } = options;
    const child = spawn("git", ["-C", folder, ...args], {
      env: { ...gitEnv, ...options.env } as unknown as NodeJS.ProcessEnv,
      detached: true,
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let stderr = "";
    let problem: AppError | undefined;
    const stop = (reason: AppError) => {
      problem ??= reason;
      try {
        if (child.pid) process.kill(-child.pid, "SIGKILL");
      } catch {
        // Ended in between.
      }
    };
    const timer = setTimeout(
      () => stop(new AppError("unprocessable", `git took longer than ${Math.round(timeoutMs / 1_000)} s.`)),
      timeoutMs,
    );
    const onAbort = () => stop(new AppError("unprocessable", "Stopped.", { cause: options.signal?.reason }));
    options.signal?.addEventListener("abort", onAbort, { once: true });
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        stop(
          new AppError("too_large", `The answer of git is larger than ${Math.round(maxBytes / MiB)} MiB.`),
        );
      } else chunks.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      if (stderr.length < 20_000) stderr += chunk.toString("utf8");
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.stdin ?? "");
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(startProblem(error));
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", onAbort);
      if (problem) reject(problem);
      else resolve({ code, stdout: Buffer.concat(chunks), stderr });
    });
  });
}

/** The failure of a git command as an error for the log; its text is not for people. */
export function gitProblem(args: string[], result: GitResult): AppError {
  const cause = new Error(`git ${args[0]} ended with ${result.code}: ${result.stderr.trim()}`);
  return new AppError("internal", undefined, { cause });
}

/** Runs git and gives its output; any exit code but 0 is an `internal` error with git's words as cause. */
export async function git(folder: string, args: string[], options: GitOptions = {}): Promise<Buffer> {
  const result = await tryGit(folder, args, options);
  if (result.code !== 0) throw gitProblem(args, result);
  return result.stdout;
}

/** The output as text without the line break at its end. */
export async function gitText(folder: string, args: string[], options: GitOptions = {}): Promise<string> {
  return (await git(folder, args, options)).toString("utf8").trimEnd();
}
