import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = path.join(import.meta.dirname, "..", "..", "node_modules", ".bin", "supabase");

/** What the Supabase CLI prints for these arguments. It runs in an empty folder, because it leaves files where it runs. */
export async function askSupabase(args: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "morningai-supabase-"));
  try {
    const { stdout } = await run(program, [...args], {
      cwd: folder,
      env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
      maxBuffer: 32 * 1024 * 1024,
    });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
