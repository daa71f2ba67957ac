import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * git's `update` hook: reference, old id, new id. Ours is the only hook that ever runs; repositories
 * can't bring any.
 */
const UPDATE_HOOK = `#!/bin/sh
case "$1" in
  refs/heads/*|refs/tags/*) ;;
  *) echo "Only branches and tags can be pushed." >&2; exit 1 ;;
esac
[ "$1" = "$(git symbolic-ref HEAD)" ] || exit 0
none=0000000000000000000000000000000000000000
[ "$2" = "$none" ] && exit 0
if [ "$3" = "$none" ]; then echo "The default branch can't be deleted." >&2; exit 1; fi
git merge-base --is-ancestor "$2" "$3" && exit 0
echo "The default branch only moves forward: pull first, then push without force." >&2
exit 1
`;

/** The folder with the hook of all pushes, written when it is missing or old. */
export async function pushHooks(forgeDir: string): Promise<string> {
  const folder = join(forgeDir, ".hooks");
  const file = join(folder, "update");
  if ((await readFile(file, "utf8").catch(() => "")) === UPDATE_HOOK) return folder;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, UPDATE_HOOK);
  await chmod(temporary, 0o700);
  await rename(temporary, file);
  return folder;
}
