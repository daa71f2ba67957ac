import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#lib/errors.ts";
import { configEnv, tryGit } from "#lib/ports/forge/git-command.ts";

const FETCH_TIMEOUT_MS = 15 * 60 * 1_000;

/** Defects of old but honest histories, which git's strict check would refuse. */
const TOLERATED = [
  "zeroPaddedFilemode",
  "missingSpaceBeforeDate",
  "missingSpaceBeforeEmail",
  "missingEmail",
  "missingNameBeforeEmail",
  "badTimezone",
  "badEmail",
  "badName",
  "badDate",
  "zeroPaddedDate",
];

/** Settings that make git check objects on `fetch` or `receive` and let these defects pass. */
export function toleratedDefects(command: "fetch" | "receive"): Record<string, string> {
  return Object.fromEntries(TOLERATED.map((name) => [`${command}.fsck.${name}`, "ignore"]));
}

async function folderBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    bytes += await stat(join(entry.parentPath, entry.name)).then(
      (found) => found.size,
      () => 0,
    );
  }
  return bytes;
}

/** Aborts when the repository being filled grows above the limit. */
function watchSize(folder: string, maxBytes: number) {
  const abort = new AbortController();
  const timer = setInterval(async () => {
    const bytes = await folderBytes(join(folder, "objects")).catch(() => 0);
    if (bytes > maxBytes) abort.abort();
  }, 200);
  return { signal: abort.signal, end: () => clearInterval(timer) };
}

export function tooLarge(maxBytes: number): AppError {
  const size = Math.round(maxBytes / 1024 / 1024);
  return new AppError(
    "too_large",
    `This repository is larger than ${size} MiB. Raise REPOSITORY_MAX_MB on the server, or connect a smaller one.`,
  );
}

/** Gets all branches and tags from `remote` into `folder`, every object checked; returns the name of its HEAD. */
export async function fetchAll(
  folder: string,
  remote: string,
  protocols: string,
  settings: Record<string, string>,
  maxBytes: number,
): Promise<{ head: string | null; problem: string | null }> {
  const env = {
    GIT_ALLOW_PROTOCOL: protocols,
    GIT_PROTOCOL_FROM_USER: "0",
    ...configEnv({ "fetch.fsckObjects": "true", ...toleratedDefects("fetch"), ...settings }),
  };
  const head = await tryGit(folder, ["ls-remote", "--symref", "--", remote, "HEAD"], { env });
  if (head.code !== 0) return { head: null, problem: head.stderr };
  const watch = watchSize(folder, maxBytes);
  const refs = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
  const options = [
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
    "--update-head-ok",
    "--update-shallow",
  ];
  try {
    const fetched = await tryGit(folder, ["fetch", ...options, "--", remote, ...refs], {
      env,
      timeoutMs: FETCH_TIMEOUT_MS,
      signal: watch.signal,
    }).catch((error) => {
      throw watch.signal.aborted ? tooLarge(maxBytes) : error;
    });
    if (fetched.code !== 0) return { head: null, problem: fetched.stderr };
  } finally {
    watch.end();
  }
  if ((await folderBytes(join(folder, "objects"))) > maxBytes) throw tooLarge(maxBytes);
  await rm(join(folder, "FETCH_HEAD"), { force: true });
  const branch = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(head.stdout.toString("utf8"))?.[1] ?? null;
  return { head: branch, problem: null };
}
