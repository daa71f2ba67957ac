import { posix } from "node:path";
import { sha256 } from "#lib/ids.ts";
import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { LanguageError } from "./language-error.ts";

export interface TreeFile {
  size: number;
  /** Changes with the content: size and time of the last change. */
  version: string;
}

/** What stands in the sandbox's tree, whoever put it there. */
export interface TreeState {
  /** The same for the same state of all files. */
  digest: string;
  files: Map<string, TreeFile>;
}

const LIST =
  "find . -mindepth 1 \\( -name node_modules -o -name .git -o -name .venv -o -name __pycache__ \\) -prune -o -type f -printf '%s %T@ %p\\0'";

/** Looks at the tree; one look costs one short command, however many questions follow. */
export async function readTreeState(sandbox: Sandbox): Promise<TreeState> {
  const result = await sandbox.exec({
    argv: ["/bin/sh", "-c", LIST],
    limits: { wallMs: 60_000, outputBytes: 32_000_000 },
  });
  if (result.exitCode !== 0)
    throw new LanguageError("The repository's files can't be listed: there are too many of them.");
  const files = new Map<string, TreeFile>();
  for (const line of result.stdout.split("\0").sort()) {
    const [, size = "", time = "", path = ""] = /^(\d+) (\S+) ([\s\S]+)$/.exec(line) ?? [];
    if (path) files.set(posix.normalize(path), { size: Number(size), version: `${size}@${time}` });
  }
  return { digest: sha256(result.stdout.split("\0").sort().join("\0")), files };
}

export interface TreeChange {
  path: string;
  /** As the protocol counts them: 1 created, 2 changed, 3 deleted. */
  type: 1 | 2 | 3;
}

/** Which files differ between two states. */
export function changesBetween(before: TreeState, after: TreeState): TreeChange[] {
  if (before.digest === after.digest) return [];
  const changes: TreeChange[] = [];
  for (const [path, { version }] of after.files) {
    const known = before.files.get(path);
    if (!known) changes.push({ path, type: 1 });
    else if (known.version !== version) changes.push({ path, type: 2 });
  }
  for (const path of before.files.keys()) if (!after.files.has(path)) changes.push({ path, type: 3 });
  return changes;
}
