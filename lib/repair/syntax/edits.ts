/** Replace the half-open range `[start, end)` of a text; offsets count UTF-16 units of the original text. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Edits in source order; at the same offset insertions keep the order in which they were given. */
export function sortEdits(edits: readonly Edit[]): Edit[] {
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index)
    .map(({ edit }) => edit);
}

/** The part of an edit that really changes something; insertions stay as they are. */
export function narrowed({ start, end, text }: Edit, source: string): Edit {
  const before = source.slice(start, end);
  let head = 0;
  while (head < before.length && head < text.length && before[head] === text[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < text.length - head &&
    before.at(-1 - tail) === text.at(-1 - tail)
  )
    tail++;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}

/** True when two edits touch the same characters; two insertions at one offset do as well. */
export function overlaps(a: Edit, b: Edit): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}

/** Apply edits that don't overlap. Throws a RangeError when they do or leave the text. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.start < at || edit.end < edit.start || edit.end > source.length)
      throw new RangeError(`Edit ${edit.start}-${edit.end} overlaps another edit or leaves the text`);
    out += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + source.slice(at);
}

/** One-based line of an offset. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let i = source.indexOf("\n"); i !== -1 && i < offset; i = source.indexOf("\n", i + 1)) line++;
  return line;
}
