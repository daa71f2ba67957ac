import type { Readable, Writable } from "node:stream";

/**
 * Where repository code runs. One sandbox = one isolated file tree under `/work` that lives until
 * `destroy`, and commands that run in it with no network, no host files and no environment.
 * Paths are POSIX, relative to `/work`; a path that leaves it is an `invalid_input` error.
 */
export interface SandboxLimits {
  /** Wall-clock time of one command, milliseconds; then the whole process tree is killed. */
  wallMs: number;
  cpuSeconds: number;
  memoryMb: number;
  processes: number;
  /** Bytes of stdout + stderr that are kept; a command that prints more is killed and marked truncated. */
  outputBytes: number;
  /** Largest single file a command may write, MiB. */
  fileSizeMb: number;
}

/** `registry`: only the package registries on the allow-list, through the host's proxy. */
export type SandboxNetwork = "none" | "registry";

export interface ExecInput {
  argv: string[];
  /** Added to the small fixed environment (PATH, HOME, LANG, CI). */
  env?: Record<string, string>;
  stdin?: string;
  /** Working directory relative to `/work`. */
  cwd?: string;
  limits?: Partial<SandboxLimits>;
  network?: SandboxNetwork;
  signal?: AbortSignal;
  onOutput?: (chunk: { stream: "stdout" | "stderr"; text: string }) => void;
}

export interface ExecResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  truncated: boolean;
  timedOut: boolean;
  outOfMemory: boolean;
  aborted: boolean;
  /** Killed because the sandbox holds more than its share of the disk. */
  diskFull?: boolean;
  durationMs: number;
}

/** `wallMs` is how long the process may live; `outputBytes` does not count, its reader has to keep up. */
export type SpawnInput = Pick<ExecInput, "argv" | "env" | "cwd" | "limits">;

export interface ProcessEnding {
  /** Null when it was killed. */
  exitCode: number | null;
  timedOut: boolean;
  outOfMemory: boolean;
  /** The end of what it wrote to standard error. */
  stderr: string;
}

/** A process that lives beside the commands of its sandbox, such as a language server. */
export interface SandboxProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles when the process is gone, whoever ended it. Never rejects. */
  readonly ended: Promise<ProcessEnding>;
  /** Kills it with all that it started. Idempotent. */
  kill(): Promise<void>;
}

export interface SandboxFile {
  path: string;
  /** Bytes; 0 for a symbolic link. */
  size: number;
  kind: "file" | "link";
}

export interface Sandbox {
  readonly id: string;
  /** Names it among the sandboxes of all providers on this machine; the same for every handle of it. */
  readonly identity: string;
  /** Replaces the tree by the content of an uncompressed tar archive. Links that leave the tree are refused. */
  unpack(tar: Uint8Array): Promise<void>;
  exec(input: ExecInput): Promise<ExecResult>;
  /** Starts a process without network that lives until it ends itself, is killed, or the sandbox ends. */
  spawn(input: SpawnInput): Promise<SandboxProcess>;
  /** Content of a regular file; null when there is none. Never follows a link out of the tree. */
  readFile(path: string): Promise<Uint8Array | null>;
  writeFile(path: string, content: Uint8Array | string): Promise<void>;
  removeFile(path: string): Promise<void>;
  /** Files below a folder, without `node_modules`, `.venv` and `.git`; at most `limit` (default 20,000). */
  listFiles(folder?: string, limit?: number): Promise<SandboxFile[]>;
  /** Kills what runs in it and deletes its tree. Idempotent. */
  destroy(): Promise<void>;
}

export interface SandboxStatus {
  ok: boolean;
  /** What isolates: "bubblewrap 0.8.0", "util-linux 2.38". */
  engine: string;
  /** When not ok: one sentence with the reason and the remedy. */
  problem?: string;
}

export interface SandboxProvider {
  readonly name: "bubblewrap" | "util-linux" | "none";
  /** Really starts a jailed process, once; the result is kept. */
  status(): Promise<SandboxStatus>;
  /**
   * A new sandbox, or the one with this id if it is still there. `fresh`: it holds no whole tree, because
   * it is new or because the process was killed while it was being unpacked or installed: fill it.
   */
  open(id: string): Promise<{ sandbox: Sandbox; fresh: boolean }>;
  /**
   * Ends the sandbox with this id for good, whichever process of ours uses it: every command in it is
   * killed, its result is refused with `conflict`, and no other is started. Its tree stays until
   * `destroy`. True when no process is left.
   */
  seal(id: string): Promise<boolean>;
}

/** Where MorningAI's own read-only program files stand inside every sandbox (`lib/repair`, `lib/review`, `lib/characterise`, `node_modules`). */
export const SANDBOX_PROGRAM_DIR = "/opt/morningai";

export const defaultLimits: SandboxLimits = {
  wallMs: 120_000,
  cpuSeconds: 240,
  memoryMb: 2_048,
  processes: 256,
  outputBytes: 1_000_000,
  fileSizeMb: 256,
};
