/** One changed piece of a patch: its lines before and after, with those around them. */
export interface PastChange {
  path: string;
  before: string;
  after: string;
}

/** The changed pieces of a unified patch. Binary and renamed files have none. */
export function readPastChanges(patch: string): PastChange[] {
  const changes: PastChange[] = [];
  for (const part of patch.split(/^diff --git /m).slice(1)) {
    const path = /^\+\+\+ b\/(.+)$/m.exec(part)?.[1]?.trim();
    if (!path) continue;
    for (const hunk of part.split(/^@@ .*$/m).slice(1)) {
      const lines = hunk.split("\n").slice(1);
      const side = (mark: string) =>
        lines.filter((line) => line.startsWith(mark) || line.startsWith(" ")).map((line) => line.slice(1));
      const [before, after] = [side("-").join("\n"), side("+").join("\n")];
      if (before !== after) changes.push({ path, before, after });
    }
  }
  return changes;
}
