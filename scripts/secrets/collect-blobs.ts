/** Every text that a repository holds or has ever held, each once. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const LARGEST = 1024 * 1024;
const MOST_OUTPUT = 4 * 1024 * 1024 * 1024;

export interface Blob {
  /** Id of the object in git, or "not committed". */
  id: string;
  /** One path it stands or stood at. */
  path: string;
}

const isText = (data: Buffer): boolean => !data.subarray(0, 8_000).includes(0);

/** Ids and paths of all files of all commits that any branch or tag reaches. */
function listHistory(repository: string): Blob[] {
  const args = ["-C", repository, "rev-list", "--objects", "--all"];
  const lines = execFileSync("git", args, { encoding: "utf8", maxBuffer: MOST_OUTPUT }).split("\n");
  return lines
    .filter((line) => line.length > 41)
    .map((line) => ({ id: line.slice(0, 40), path: line.slice(41) }));
}

/** Calls `take` with each text of the history. */
function readHistory(repository: string, take: (blob: Blob, data: Buffer) => void): void {
  const blobs = listHistory(repository);
  const { stdout } = spawnSync("git", ["-C", repository, "cat-file", "--batch"], {
    input: blobs.map(({ id }) => id).join("\n"),
    maxBuffer: MOST_OUTPUT,
  });
  let at = 0;
  for (const blob of blobs) {
    const end = stdout.indexOf(10, at);
    const [, kind, size] = stdout.subarray(at, end).toString().split(" ");
    const data = stdout.subarray(end + 1, end + 1 + Number(size));
    at = end + 2 + Number(size);
    if (kind === "blob") take(blob, data);
  }
}

/** Files of the work tree, new ones too, but none that git ignores. */
function readWorkTree(repository: string, take: (blob: Blob, data: Buffer) => void): void {
  const args = ["-C", repository, "ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const paths = execFileSync("git", args, { encoding: "utf8", maxBuffer: MOST_OUTPUT }).split("\0");
  for (const path of paths.filter(Boolean)) {
    const file = join(repository, path);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isFile()) take({ id: "not committed", path }, readFileSync(file));
  }
}

/**
 * Writes the texts of the history and of the work tree into a folder; binary files and such above 1 MiB are left out.
 * @returns name of each written file → where it comes from
 */
export function collectBlobs(repository: string, folder: string): Map<string, Blob> {
  const written = new Map<string, Blob>();
  const seen = new Set<string>();
  const take = (blob: Blob, data: Buffer): void => {
    if (data.length === 0 || data.length > LARGEST || !isText(data)) return;
    const digest = createHash("sha256").update(data).digest("hex");
    if (seen.has(digest)) return;
    seen.add(digest);
    const name = `${digest.slice(0, 16)}-${basename(blob.path).slice(-80)}`;
    writeFileSync(join(folder, name), data);
    written.set(name, blob);
  };
  readHistory(repository, take);
  readWorkTree(repository, take);
  return written;
}
