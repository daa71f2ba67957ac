import { parsePatch } from "diff";
import { flagPaths } from "#lib/tools/policy.ts";

export interface FaultyPlace {
  path: string;
  /** Lines of the broken file that the right fix changes, counted from 1; where it only adds, the line before. */
  line: number;
}

/** The places that a right fix changes, without those in tests and in new files. */
export function faultyPlaces(patch: string): FaultyPlace[] {
  return parsePatch(patch).flatMap(({ oldFileName = "", hunks }) => {
    const path = oldFileName.replace(/^a\//, "");
    if (path === "/dev/null" || flagPaths([path]).length > 0) return [];
    return hunks.flatMap((hunk) => {
      const places: FaultyPlace[] = [];
      let line = hunk.oldStart;
      let removed = false;
      for (const text of hunk.lines) {
        if (text.startsWith("-")) places.push({ path, line });
        // An addition that replaces nothing stands behind the line before it.
        if (text.startsWith("+") && !removed && places.at(-1)?.line !== line - 1)
          places.push({ path, line: Math.max(1, line - 1) });
        removed = text.startsWith("-") || (removed && text.startsWith("+"));
        if (!text.startsWith("+") && !text.startsWith("\\")) line += 1;
      }
      return places;
    });
  });
}
