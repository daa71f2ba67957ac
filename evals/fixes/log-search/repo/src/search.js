import { matches } from "./match.js";
import { parseQuery } from "./parse-query.js";

/** Entries that match, newest first, at most `limit`. */
export function search(entries, text, limit = 50) {
  const query = parseQuery(text);
  return entries
    .filter((entry) => matches(entry, query))
    .sort((a, b) => b.time - a.time)
    .slice(0, limit);
}
