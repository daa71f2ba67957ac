import type { TextEdit } from "./protocol.ts";

/** Offset of a place in a text whose lines end with \n or \r\n; past the end of a line: that end. */
function offsetOf(starts: number[], text: string, place: { line: number; character: number }): number {
  const start = starts[place.line] ?? text.length;
  const end = starts[place.line + 1] ?? text.length;
  return Math.min(start + place.character, end);
}

/** The text after edits that do not overlap, in any order. */
export function applyTextEdits(text: string, edits: TextEdit[]): string {
  const starts = [0];
  for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1))
    starts.push(index + 1);
  return edits
    .map(({ range, newText }) => ({
      start: offsetOf(starts, text, range.start),
      end: offsetOf(starts, text, range.end),
      newText,
    }))
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}
