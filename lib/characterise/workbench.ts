import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyRepository } from "../repair/copy-repository.ts";

export interface CommandRun {
  exitCode: number | null;
  stdout: string;
  /** End of what it printed, to both streams. */
  output: string;
}

const OUTPUT = 20_000;
const STDOUT = 20_000_000;

/** A throwaway copy of the repository in which files are changed and commands run. */
export class Workbench {
  readonly folder: string;
  /** Lines that instrumented code appends while it runs. */
  readonly hitsPath: string;
  readonly #original: string;
  readonly #until: number;
  readonly #added = new Set<string>();

  constructor(root: string, seconds: number) {
    this.#original = root;
    this.folder = copyRepository(root);
    this.hitsPath = `${this.folder}.hits`;
    this.#until = performance.now() + seconds * 1_000;
  }

  /** Milliseconds until the work has to end, at least 0. */
  get left(): number {
    return Math.max(0, this.#until - performance.now());
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  /** Text of a file as the repository has it; null when there is none. */
  read(file: string): string | null {
    try {
      return readFileSync(join(this.#original, file), "utf8");
    } catch {
      return null;
    }
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
    this.#added.add(file);
  }

  /** Takes back every file that was written, as the repository has it. */
  restore(): void {
    for (const file of this.#added) {
      const own = this.read(file);
      if (own === null) rmSync(this.path(file), { force: true });
      else writeFileSync(this.path(file), own);
    }
    this.#added.clear();
  }

  /** Runs a shell command in the copy, at most until the time is up. */
  run(command: string, environment: Record<string, string> = {}): Promise<CommandRun> {
    return new Promise((resolve) => {
      // Compiled files are told apart by second and size: those of a mutant must not stand in for another.
      const settings = { CI: "1", NO_COLOR: "1", PYTHONDONTWRITEBYTECODE: "1", ...environment };
      const words = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
      const child = spawn("env", [...words, "sh", "-c", command], { cwd: this.folder, detached: true });
      let output = "";
      let stdout = "";
      const collect = (data: Buffer): void => {
        output = (output + data.toString("utf8")).slice(-OUTPUT);
      };
      child.stdout.on("data", (data: Buffer) => {
        stdout = (stdout + data.toString("utf8")).slice(-STDOUT);
        collect(data);
      });
      child.stderr.on("data", collect);
      const timer = setTimeout(
        () => {
          if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
        },
        Math.max(1_000, this.left),
      );
      child.on("error", () => resolve({ exitCode: null, stdout, output }));
      child.on("close", (exitCode) => {
        clearTimeout(timer);
        resolve({ exitCode, stdout, output });
      });
    });
  }

  /** Lines that were appended since the last call, each once. */
  takeHits(): string[] {
    try {
      const lines = readFileSync(this.hitsPath, "utf8").split("\n");
      rmSync(this.hitsPath);
      return [...new Set(lines)].filter(Boolean);
    } catch {
      return [];
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.hitsPath, { force: true });
  }
}
