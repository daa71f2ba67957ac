import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, realpath, rename, unlink } from "node:fs/promises";
import { relative } from "node:path";
import { AppError } from "#lib/errors.ts";
import { treeSegments } from "#lib/ports/sandbox/tree-path.ts";

/**
 * Host-side access to a tree that hostile code may be changing at the same moment. Every folder on the
 * way is opened from its parent's descriptor (`/proc/self/fd/N/name`, the openat of Node) and never
 * through a link, so swapping a folder for a link between two steps gains nothing.
 */
const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

export interface TreeOwner {
  uid: number;
  gid: number;
}

const code = (error: unknown) => (error as NodeJS.ErrnoException).code ?? "";
const below = (folder: FileHandle, name: string) => `/proc/self/fd/${folder.fd}/${name}`;

async function child(parent: FileHandle, name: string, create: boolean, owner: TreeOwner | null) {
  try {
    return await open(below(parent, name), FOLDER);
  } catch (error) {
    if (code(error) !== "ENOENT" || !create) throw error;
  }
  await mkdir(below(parent, name)).catch((error) => {
    if (code(error) !== "EEXIST") throw error;
  });
  const made = await open(below(parent, name), FOLDER);
  if (owner) await made.chown(owner.uid, owner.gid);
  return made;
}

/** Opens the folder that holds the last segment; the caller closes it. */
async function openParent(tree: string, segments: string[], create: boolean, owner: TreeOwner | null) {
  let folder = await open(tree, FOLDER);
  for (const name of segments.slice(0, -1)) {
    try {
      const next = await child(folder, name, create, owner);
      await folder.close();
      folder = next;
    } catch (error) {
      await folder.close();
      throw error;
    }
  }
  return folder;
}

function lastOf(path: string, segments: string[]): string {
  const last = segments.at(-1);
  if (!last) throw new AppError("invalid_input", `"${path}" is the folder of the repository, not a file.`);
  return last;
}

/** The same path with links resolved, when it stays in the tree; null when it leaves it or is not there. */
async function resolved(tree: string, segments: string[]): Promise<string[] | null> {
  try {
    const root = await realpath(tree);
    const inside = relative(root, await realpath([root, ...segments].join("/")));
    return inside === "" || inside.startsWith("..") ? null : inside.split("/");
  } catch {
    return null;
  }
}

/**
 * Content of a regular file below `tree`; null when there is none. Links inside the tree are followed.
 * @throws AppError `too_large` above `maxBytes`.
 */
export async function readTreeFile(tree: string, path: string, maxBytes: number): Promise<Uint8Array | null> {
  const asked = treeSegments(path);
  lastOf(path, asked);
  const segments = await resolved(tree, asked);
  if (!segments) return null;
  let folder: FileHandle | undefined;
  let file: FileHandle | undefined;
  try {
    folder = await openParent(tree, segments, false, null);
    // O_NONBLOCK: opening a named pipe must not wait for a writer.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    file = await open(below(folder, lastOf(path, segments)), flags);
    const stat = await file.stat();
    if (!stat.isFile()) return null;
    if (stat.size > maxBytes) throw new AppError("too_large", `"${path}" is larger than ${maxBytes} bytes.`);
    return await file.readFile();
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP", "ENXIO", "EACCES"].includes(code(error))) return null;
    throw error;
  } finally {
    await file?.close();
    await folder?.close();
  }
}

function writeProblem(path: string, error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (["ENOTDIR", "ELOOP"].includes(code(error))) {
    const text = `A part of "${path}" is a file or a symbolic link, not a folder. Write to the real folder.`;
    return new AppError("invalid_input", text, { cause: error });
  }
  if (code(error) === "ENAMETOOLONG") {
    return new AppError("invalid_input", `A name in "${path}" is too long.`, { cause: error });
  }
  return error;
}

/** Writes a file whole (temporary file, then rename); missing folders are made, the mode is kept. */
export async function writeTreeFile(
  tree: string,
  path: string,
  content: Uint8Array | string,
  owner: TreeOwner | null,
): Promise<void> {
  const segments = treeSegments(path);
  const name = lastOf(path, segments);
  let folder: FileHandle | undefined;
  try {
    folder = await openParent(tree, segments, true, owner);
    const existing = await lstat(below(folder, name)).catch(() => null);
    if (existing && !existing.isFile()) {
      throw new AppError("invalid_input", `"${path}" is a folder or a symbolic link: it can't be written.`);
    }
    const temporary = below(folder, `.write-${randomBytes(6).toString("hex")}`);
    const file = await open(temporary, "wx", 0o644);
    try {
      await file.writeFile(content);
      if (existing) await file.chmod(existing.mode & 0o777);
      if (owner) await file.chown(owner.uid, owner.gid);
      await file.close();
      await rename(temporary, below(folder, name));
    } catch (error) {
      await file.close().catch(() => undefined);
      await unlink(temporary).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw writeProblem(path, error);
  } finally {
    await folder?.close();
  }
}

/** Removes a file or link; nothing happens when it is not there. */
export async function removeTreeFile(tree: string, path: string): Promise<void> {
  const segments = treeSegments(path);
  const name = lastOf(path, segments);
  let folder: FileHandle | undefined;
  try {
    folder = await openParent(tree, segments, false, null);
    await unlink(below(folder, name));
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(code(error))) return;
    if (code(error) === "EISDIR") throw new AppError("invalid_input", `"${path}" is a folder, not a file.`);
    throw error;
  } finally {
    await folder?.close();
  }
}
