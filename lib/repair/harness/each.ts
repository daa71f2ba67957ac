import { format } from "node:util";

type Row = readonly unknown[];

function isTemplate(value: unknown): value is TemplateStringsArray {
  return Array.isArray(value) && "raw" in value;
}

/** Rows of `.each`: an array of cases, or a tagged template table with a heading. */
export function eachRows(table: unknown, values: readonly unknown[]): Row[] {
  if (!isTemplate(table)) {
    return Array.from(table as Iterable<unknown>, (row) => (Array.isArray(row) ? row : [row]));
  }
  const headings = (table[0] ?? "")
    .split("|")
    .map((part) => part.trim())
    .filter(Boolean);
  const rows: Row[] = [];
  for (let at = 0; at + headings.length <= values.length; at += headings.length)
    rows.push([Object.fromEntries(headings.map((heading, index) => [heading, values[at + index]]))]);
  return rows;
}

function lookUp(row: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], row);
}

/** The name of one case: printf words take the arguments in turn, `$name` a field of the first, `%#` the index. */
export function eachName(pattern: string, row: Row, index: number): string {
  let name = pattern.replace(/%#/g, String(index)).replace(/%\$/g, String(index + 1));
  const first = row[0];
  if (typeof first === "object" && first !== null && !Array.isArray(first))
    name = name.replace(/\$([A-Za-z_][\w.]*)/g, (whole, path: string) => {
      const value = lookUp(first, path);
      return value === undefined ? whole : typeof value === "string" ? value : format("%j", value);
    });
  const words = name.match(/%[sdifjoOp]/g)?.length ?? 0;
  return words > 0 ? format(name.replace(/%p/g, "%j"), ...row.slice(0, words)) : name;
}
