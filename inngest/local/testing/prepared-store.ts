import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { startEngine } from "../start-engine.ts";

const storeCode = join(import.meta.dirname, "..", "store");

/**
 * The directory of an engine that was never used. Copies an initialised, empty engine directory to a new temporary one. Initialising a database takes seconds,
 * copying it a fraction; it is done once for each version of the code of the store.
 */
export async function prepareDirectory(): Promise<string> {
  const template = join(tmpdir(), `engine-template-${await versionOfStore()}`);
  if (!existsSync(template)) await makeTemplate(template);
  const directory = await mkdtemp(join(tmpdir(), "engine-"));
  await cp(template, directory, { recursive: true });
  return directory;
}

async function versionOfStore(): Promise<string> {
  const hash = createHash("sha1").update(String(PGlite.defaultStartParams)).update(`${process.getuid?.()}`);
  for (const file of (await readdir(storeCode)).toSorted())
    hash.update(await readFile(join(storeCode, file)));
  return hash.digest("hex").slice(0, 12);
}

/** Whoever is first puts the template in place; tests of other processes may make one at the same time. */
async function makeTemplate(template: string): Promise<void> {
  const draft = await mkdtemp(`${template}-draft-`);
  const engine = await startEngine({ dataDir: draft, port: 0 });
  await engine.close();
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
}
