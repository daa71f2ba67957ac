import { fieldsOf } from "./template.js";

/** The text with its places filled. Throws when data are missing. */
export function fill(text, data) {
  let filled = text;
  for (const name of fieldsOf(text)) {
    const value = data[name];
    if (value === undefined || value === null) throw new Error(`There is no ${name}.`);
    filled = filled.replaceAll(`{{${name}}}`, String(value));
  }
  return filled;
}
