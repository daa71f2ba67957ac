/** Runs one command to its end and keeps what it printed. */
import { spawn } from "node:child_process";

export interface CommandResult {
  /** Exit code; 1 when it was killed or could not be started. */
  code: number;
  /** stdout and stderr in the order they came. */
  output: string;
  stdout: string;
  durationMs: number;
}

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Also copies the output to this terminal while it comes. */
  echo?: boolean;
  /** Ends the command. */
  signal?: AbortSignal;
}

export function runCommand(argv: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const startedAt = performance.now();
  const [command = "", ...args] = argv;
  const child = spawn(command, args, {
    cwd: options.cwd ?? process.cwd(),
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.signal ? { signal: options.signal } : {}),
  });
  let output = "";
  let stdout = "";
  const collect = (chunk: Buffer) => {
    output += chunk;
    if (options.echo) process.stdout.write(chunk);
  };
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk;
    collect(chunk);
  });
  child.stderr.on("data", collect);
  return new Promise((resolve) => {
    const finish = (code: number) =>
      resolve({ code, output, stdout, durationMs: performance.now() - startedAt });
    child.on("error", (error) => {
      output += `${command} can't be started: ${error.message}\n`;
      finish(1);
    });
    child.on("close", (code) => finish(code ?? 1));
  });
}
