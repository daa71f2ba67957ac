import { posix } from "node:path";
import { AppError } from "#lib/errors.ts";

/**
 * Segments of a path relative to the tree. "" and "." are the tree itself.
 * @throws AppError `invalid_input` for an absolute path, one that leaves the tree, or one with a NUL byte.
 */
export function treeSegments(path: string): string[] {
  if (path.includes("\0")) throw new AppError("invalid_input", "A path can't contain a NUL byte.");
  if (path.length > 4_000) throw new AppError("invalid_input", "This path is longer than 4,000 characters.");
  if (path.startsWith("/")) {
    throw new AppError("invalid_input", `Use a path relative to the repository, not "${path}".`);
  }
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (segments.includes("..")) {
    throw new AppError("invalid_input", `The path "${path}" leaves the repository. Use a path without "..".`);
  }
  return segments;
}

/** Links in `list` (path NUL target NUL …) whose target lies outside the tree. */
export function escapingLinks(list: string): string[] {
  const parts = list.split("\0");
  const escaping: string[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [path = "", target = ""] = parts.slice(index, index + 2);
    const landed = posix.normalize(posix.join(posix.dirname(path), target));
    if (target.startsWith("/") || landed === ".." || landed.startsWith("../")) escaping.push(path);
  }
  return escaping;
}
