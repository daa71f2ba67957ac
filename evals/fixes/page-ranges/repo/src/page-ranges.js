/**
 * Page numbers of an index entry as text: runs of pages are drawn together, "3, 7-9, 12".
 * Pages may come in any order and more than once.
 */
export function pageRanges(pages) {
  const runs = [];
  for (const page of [...new Set(pages)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && page === run.first + 1) run.last = page;
    else runs.push({ first: page, last: page });
  }
  return runs.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(", ");
}

/** The pages of such a text, in order. Throws SyntaxError for anything else. */
export function readRanges(text) {
  if (text.trim() === "") return [];
  return text.split(",").flatMap((part) => {
    const match = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part);
    if (!match) throw new SyntaxError(`no pages: ${part.trim()}`);
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
