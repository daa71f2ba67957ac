function numberIn(text, { name, min, max }) {
  if (!/^\d+$/.test(text)) throw new Error(`Not a number: ${text}`);
  const value = Number(text);
  if (value < min || value > max) throw new Error(`${name} ${value} is not between ${min} and ${max}.`);
  return value;
}



/**
 * The values that a field of a schedule stands for, rising and each once. A field is a list of parts with commas
 * between them. A part is a number, a range ("8-17", both ends included) or "*" for all values of the field. A
 * range and "*" can have a step: "8-18/2" is 8, 10, … 18, and "*" counts from the smallest value of the field.
 * Throws when it is something else, when a number does not fit the field, when a range runs backwards ("The range
 * 17-8 runs backwards.") and when a step is 0.
 */
export function parseField(text, field) {
  if (text !== "*") return [numberIn(text, field)];
  return Array.from({ length: field.max - field.min + 1 }, (_, index) => field.min + index);
}
