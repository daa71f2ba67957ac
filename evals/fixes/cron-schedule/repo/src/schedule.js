import { fields } from "./fields.js";
import { parseField } from "./parse-field.js";

/** A schedule from its text: the values that each field can have, by the name of the field. */
export function parseSchedule(text) {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) throw new Error(`A schedule has ${fields.length} fields: ${text}`);
  return Object.fromEntries(fields.map((field, index) => [field.name, parseField(parts[index], field)]));
}
