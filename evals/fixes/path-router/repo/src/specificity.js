/** Orders patterns: where they first differ in kind, the one with fixed text comes first. */
export function compareSpecificity(a, b) {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (!other || part.kind === other.kind) continue;
    return part.kind === "static" ? -1 : 1;
  }
  return 0;
}
