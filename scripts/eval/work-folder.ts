import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { identify, isAlive, type ProcessIdentity } from "../start/process-identity.ts";

const OWNER = "owner.json";

function ownerOf(folder: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(join(folder, OWNER), "utf8")) as ProcessIdentity;
  } catch {
    return null;
  }
}

/** A folder for the platform and the repositories of one run; what killed runs left behind is removed. */
export function takeWorkFolder(dataDir: string): { folder: string; remove(): void } {
  const root = join(resolve(dataDir), "evals", ".work");
  mkdirSync(root, { recursive: true });
  for (const name of readdirSync(root)) {
    const owner = ownerOf(join(root, name));
    if (!owner || !isAlive(owner)) rmSync(join(root, name), { recursive: true, force: true });
  }
  const folder = join(root, String(process.pid));
  mkdirSync(folder);
  writeFileSync(join(folder, OWNER), JSON.stringify(identify(process.pid)));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
