import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { FileChange } from "#lib/ports/forge/port.ts";

/** The sample repository that every new tenant may take: plain files beside the seed. */
export async function readSampleFiles(
  root = path.join(process.cwd(), "supabase/seed/sample-repository"),
): Promise<FileChange[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
  return Promise.all(
    files.map(async (file) => ({
      path: file.split(path.sep).join("/"),
      content: await readFile(path.join(root, file)),
    })),
  );
}
