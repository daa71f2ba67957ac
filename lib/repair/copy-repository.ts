import { cpSync, existsSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const SKIPPED = new Set(["node_modules", ".git", "coverage", "dist", ".next"]);

/** A throwaway copy of the repository; node_modules is linked, not copied. The caller removes it. */
export function copyRepository(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), "repair-"));
  cpSync(root, copy, { recursive: true, filter: (path) => path === root || !SKIPPED.has(basename(path)) });
  if (existsSync(join(root, "node_modules")))
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}
