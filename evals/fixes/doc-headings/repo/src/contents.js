import { headingsOf } from "./headings.js";
import { Slugger } from "./slug.js";

/** A table of contents as a nested Markdown list, from the second level on. */
export function contentsOf(markdown, depth = 3) {
  const slugger = new Slugger();
  return headingsOf(markdown)
    .map(({ level, text }) => ({ level, text, slug: slugger.next(text) }))
    .filter(({ level }) => level > 1 && level <= depth)
    .map(({ level, text, slug }) => `${"  ".repeat(level - 2)}- [${text}](#${slug})`)
    .join("\n");
}
