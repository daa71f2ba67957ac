/** Splits a query like `timeout level:error` into words and conditions on fields. */
export function parseQuery(text) {
  const words = [];
  const fields = [];
  for (const part of text.trim().split(/\s+/).filter(Boolean)) {
    const colon = part.indexOf(":");
    if (colon > 0) fields.push({ name: part.slice(0, colon).toLowerCase(), value: part.slice(colon + 1) });
    else words.push(part.toLowerCase());
  }
  return { words, fields };
}
