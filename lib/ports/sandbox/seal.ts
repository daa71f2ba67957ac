import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "#lib/errors.ts";
import type { JailSpec } from "#lib/ports/sandbox/jail.ts";
import type { Launcher } from "#lib/ports/sandbox/launcher.ts";
import type { ExecResult, SandboxProcess } from "#lib/ports/sandbox/port.ts";
import { type JailInput, runJail } from "#lib/ports/sandbox/run-jail.ts";

/** How long a seal is kept, milliseconds: far longer than any command that it could meet. */
const KEEP_MS = 24 * 3_600_000;

/** Puts the seal of a sandbox in place, and takes away those that can meet nothing any more. */
export async function sealPlace(file: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, "");
  for (const name of await readdir(folder)) {
    const other = join(folder, name);
    const age = Date.now() - ((await stat(other).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > KEEP_MS) await rm(other, { force: true });
  }
}

function refuseSealed(file: string): void {
  if (existsSync(file))
    throw new AppError("conflict", "This sandbox was ended: nothing runs in it any more.");
}

/**
 * Runs a command unless the sandbox is sealed, and gives no result of one that a seal met. `start` must
 * have started the process when it returns its promise. A seal is put in place before processes are
 * searched for: one that is started after the search is seen by the look after its start.
 * @throws AppError `conflict`
 */
async function runUnsealed(
  file: string,
  start: (signal: AbortSignal) => Promise<ExecResult>,
): Promise<ExecResult> {
  refuseSealed(file);
  const ending = new AbortController();
  const running = start(ending.signal);
  if (existsSync(file)) ending.abort();
  const result = await running;
  refuseSealed(file);
  return result;
}

/** As for a command: a process that a seal meets is killed and not handed out. */
export async function spawnUnlessSealed(
  file: string,
  start: () => Promise<SandboxProcess>,
): Promise<SandboxProcess> {
  refuseSealed(file);
  const child = await start();
  if (existsSync(file)) await child.kill();
  refuseSealed(file);
  return child;
}

/** How a command is started in its jail. */
export type Run = (spec: JailSpec, jail: JailInput) => Promise<ExecResult>;

/** Past the seal: for the clean-up of our own. */
export const runAnyway =
  (launcher: Launcher): Run =>
  (spec, jail) =>
    runJail(launcher, spec, jail);

/** As long as there is no seal at `file`. */
export const runUnlessSealed =
  (launcher: Launcher, file: string): Run =>
  (spec, jail) =>
    runUnsealed(file, (ending) => {
      const signal = jail.signal ? AbortSignal.any([jail.signal, ending]) : ending;
      return runJail(launcher, spec, { ...jail, signal });
    });
