import { constants } from "node:fs";
import { copyFile, mkdir, open, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "#lib/errors.ts";
import { type ImportRules, initRepository } from "#lib/ports/forge/init-repository.ts";
import { fetchAll, tooLarge } from "#lib/ports/forge/local-fetch.ts";
import { findSource, readPlainFile, type SourceFolder } from "#lib/ports/forge/source-folder.ts";

/** What of a git folder is data. Configuration, hooks, attributes and indexes are never looked at. */
const DATA_FILE =
  /^(packed-refs|shallow|refs\/(heads|tags)\/.+|objects\/[0-9a-f]{2}\/[0-9a-f]{38}|objects\/pack\/pack-[0-9a-f]{40}\.(pack|idx))$/;
const DATA_FOLDER = /^(refs|refs\/(heads|tags)(\/.*)?|objects|objects\/([0-9a-f]{2}|pack))$/;

interface Copy {
  from: string;
  to: string;
  left: number;
}

async function copyPlain(copy: Copy, path: string): Promise<boolean> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(join(copy.from, path), flags).catch(() => null);
  if (!file) return true;
  try {
    const found = await file.stat();
    if (!found.isFile()) return true;
    copy.left -= found.size;
    if (copy.left < 0) return false;
    await mkdir(dirname(join(copy.to, path)), { recursive: true });
    await copyFile(`/proc/self/fd/${file.fd}`, join(copy.to, path), constants.COPYFILE_FICLONE);
    return true;
  } finally {
    await file.close();
  }
}

/** Copies below `folder`; false when the limit is reached. Links are left out. */
async function copyFolder(copy: Copy, folder: string): Promise<boolean> {
  const entries = await readdir(join(copy.from, folder), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory() && DATA_FOLDER.test(path)) {
      if (!(await copyFolder(copy, path))) return false;
    } else if (entry.isFile() && DATA_FILE.test(path)) {
      if (!(await copyPlain(copy, path))) return false;
    }
  }
  return true;
}

function unsupported(text: string): AppError {
  return new AppError("unprocessable", text);
}

/** Kinds of repositories whose files alone are not the whole repository. Reads text, runs nothing. */
async function checkKind(source: SourceFolder): Promise<void> {
  const config = (await readPlainFile(join(source.common, "config"))) ?? "";
  if (/^\s*objectformat\s*=\s*sha256/im.test(config)) {
    throw unsupported("Repositories with SHA-256 object ids are not supported: convert it to SHA-1.");
  }
  if (/^\s*refstorage\s*=\s*reftable/im.test(config)) {
    throw unsupported("This repository keeps its branches as reftable: git refs migrate --ref-format=files");
  }
  if ((await readPlainFile(join(source.common, "objects/info/alternates"))) !== null) {
    throw unsupported(
      "This repository borrows objects from another one. Make it whole: git repack -a -d && rm .git/objects/info/alternates",
    );
  }
  const packs = await readdir(join(source.common, "objects/pack")).catch(() => []);
  if (packs.some((name) => name.endsWith(".promisor"))) {
    throw unsupported(
      "This is a partial clone without all objects. Fetch the rest: git fetch --refetch --no-filter",
    );
  }
}

/**
 * Imports a repository of this server. Its objects and refs are copied as files into a folder with our
 * own configuration, and git then fetches from that copy, checking every object: no git program ever
 * runs with the configuration, hooks or alternates of the source.
 */
export async function copyRepository(folder: string, location: string, rules: ImportRules) {
  const source = await findSource(location, rules.roots);
  await checkKind(source);
  const staging = join(folder, "source");
  try {
    await initRepository(staging);
    const whole = await copyFolder({ from: source.common, to: staging, left: rules.maxBytes }, "");
    if (!whole) throw tooLarge(rules.maxBytes);
    const head = ((await readPlainFile(join(source.head, "HEAD"))) ?? "").trim();
    const named = /^ref: refs\/heads\/(\S+)$/.exec(head)?.[1] ?? null;
    if (named) await writeFile(join(staging, "HEAD"), `${head}\n`);
    const { problem } = await fetchAll(folder, staging, "file", {}, rules.maxBytes);
    if (problem !== null) {
      throw new AppError("unprocessable", "This repository is damaged: run git fsck there and repair it.", {
        cause: new Error(problem),
      });
    }
    return named;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
