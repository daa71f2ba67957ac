import { LanguageError } from "./language-error.ts";

export interface Position {
  line: number;
  character: number;
}

const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** A model counts lines a little wrong now and then. */
const NEAR_LINES = 2;

/** Columns at which a line has the name as a whole word. */
function columnsOf(line: string, name: string): number[] {
  return [...line.matchAll(IDENTIFIER)].filter(([word]) => word === name).map(({ index }) => index);
}

/** Number of edits of one character between two words (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The names most like the wanted one, best first; those that have little in common are left out. */
export function nearestNames(wanted: string, names: Iterable<string>, limit = 5): string[] {
  const lower = wanted.toLowerCase();
  return [...new Set(names)]
    .filter((name) => name.length <= 100)
    .map((name) => {
      const contained = name.toLowerCase().includes(lower) || lower.includes(name.toLowerCase());
      return { name, distance: editDistance(lower, name.toLowerCase()) - (contained ? 1 : 0) };
    })
    .filter(({ name, distance }) => distance <= Math.max(2, Math.max(name.length, wanted.length) / 3))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Names of at least three letters that stand in a text, as far as is worth while. */
function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const [word] of text.slice(0, 300_000).matchAll(IDENTIFIER)) if (word.length > 2) names.add(word);
  return names;
}

function notFound(path: string, lines: string[], symbol: string, name: string, line?: number): LanguageError {
  const standing = lines.flatMap((text, index) => (columnsOf(text, name).length > 0 ? [index + 1] : []));
  if (standing.length > 0)
    return new LanguageError(
      `"${symbol}" is not on line ${line} of ${path}. It stands on line${standing.length > 1 ? "s" : ""} ${standing.slice(0, 10).join(", ")}.`,
    );
  const near = nearestNames(name, namesIn(lines.join("\n")));
  const hint =
    near.length > 0 ? `Names like it there: ${near.join(", ")}.` : "Find its file with workspace_symbols.";
  return new LanguageError(`"${symbol}" does not occur in ${path}. ${hint}`);
}

/**
 * Where a name stands in a text: on the given line (counted from 1) or at most two beside it, else at its
 * first occurrence. `symbol` may be qualified ("cart.total"): then the place has the qualifier before it,
 * when there is such a place. The place counts from 0.
 * @throws LanguageError that lists the lines where the name stands, or the nearest names
 */
export function findPosition(path: string, text: string, symbol: string, line?: number): Position {
  const parts = symbol.replace(/\(.*$/s, "").split(/\.|::|#|\?\./);
  const name = parts.at(-1)?.trim() ?? "";
  const qualifier = parts.length > 1 ? parts.at(-2)?.trim() : undefined;
  const lines = text.split("\n");
  const within =
    line === undefined
      ? lines.map((_, index) => index)
      : lines
          .map((_, index) => index)
          .filter((index) => Math.abs(index - (line - 1)) <= NEAR_LINES)
          .sort((a, b) => Math.abs(a - line + 1) - Math.abs(b - line + 1));
  const places = within.flatMap((index) =>
    columnsOf(lines[index] ?? "", name).map((character) => ({ line: index, character })),
  );
  const qualified =
    qualifier &&
    places.find((place) =>
      (lines[place.line] ?? "").slice(0, place.character).trimEnd().endsWith(`${qualifier}.`),
    );
  const found = qualified || places[0];
  if (!found) throw notFound(path, lines, symbol, name, line);
  return found;
}
