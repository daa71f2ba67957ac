import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { ExecInput, ExecResult, Sandbox } from "#lib/ports/sandbox/port.ts";
import { type SandboxConfig, selectSandbox } from "#lib/ports/sandbox/select.ts";

const programDir = resolve(import.meta.dirname, "../../..");

/** A provider on a data folder of its own, for tests; `remove` deletes the folder. */
export function sandboxFixture(config: Partial<SandboxConfig> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "morningai-sandbox-"));
  const full = { dataDir, programDir, registry: "http://127.0.0.1:9", ...config };
  return {
    config: full,
    provider: selectSandbox(full),
    /** The same data folder seen by another process. */
    secondProvider: () => selectSandbox(full),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** Runs a shell line. */
export function shell(sandbox: Sandbox, line: string, input: Partial<ExecInput> = {}): Promise<ExecResult> {
  return sandbox.exec({ ...input, argv: ["sh", "-c", line] });
}

/** A tar archive of files, and of links given as `{ link: target }`. */
export function tarOf(entries: Record<string, string | { link: string }>): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "morningai-tar-"));
  try {
    for (const [path, entry] of Object.entries(entries)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (typeof entry === "string") writeFileSync(join(folder, path), entry);
      else symlinkSync(entry.link, join(folder, path));
    }
    return execFileSync("tar", ["--create", "--file", "-", "-C", folder, ...readdirSync(folder)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
