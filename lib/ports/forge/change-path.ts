import { AppError } from "#lib/errors.ts";

/** Characters that macOS (HFS+) ignores in names, so that ".g\u200cit" is ".git" there. */
const IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * True for ".git" as any file system reads it: any case, HFS+ ignorable characters, NTFS trailing dots,
 * spaces and streams, and the NTFS short name GIT~1. The list is that of git's own `verify_path`.
 */
function isDotGit(name: string): boolean {
  const plain = name.replace(IGNORED, "").toLowerCase();
  const ntfs = plain.split(":")[0]?.replace(/[. ]+$/, "") ?? "";
  return ntfs === ".git" || ntfs === "git~1" || plain === ".git";
}

/** Checks a path that a change wants to write to. @throws AppError `invalid_input` with the reason. */
export function checkChangePath(path: string): void {
  const refuse = (reason: string) => {
    throw new AppError("invalid_input", `The path ${JSON.stringify(path.slice(0, 200))} ${reason}.`);
  };
  if (path === "") refuse("is empty");
  if (path.length > 4_000) refuse("is longer than 4,000 characters");
  if (/\p{Cc}/u.test(path)) refuse("contains control characters");
  if (path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path))
    refuse("is absolute; use one relative to the repository");
  if (path.includes("\\")) refuse('contains "\\"; separate folders with "/"');
  for (const name of path.split("/")) {
    if (name === "" || name === "." || name === "..") refuse(`contains the part "${name}"`);
    if (isDotGit(name)) refuse("leads into git's own folder");
  }
}
