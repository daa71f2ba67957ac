const LETTERS = 26;
const BEFORE_A = 64;

/** Name of a column of a spreadsheet, counted from 1: A to Z, then AA, AB … Throws RangeError below 1. */
export function columnName(number) {
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`no column ${number}`);
  let name = "";
  for (let rest = number; rest > 0; rest = Math.floor(rest / LETTERS)) {
    name = String.fromCharCode(BEFORE_A + (rest % LETTERS)) + name;
  }
  return name;
}

/** Number of a column from its name, in upper or lower case. Throws SyntaxError for anything else. */
export function columnNumber(name) {
  if (!/^[A-Za-z]+$/.test(name)) throw new SyntaxError(`no column "${name}"`);
  let number = 0;
  for (const letter of name.toUpperCase()) number = number * LETTERS + letter.charCodeAt(0) - BEFORE_A;
  return number;
}

/** A range of cells such as B2:D9, from the corners' columns and rows. */
export function rangeName(left, top, right, bottom) {
  return `${columnName(left)}${top}:${columnName(right)}${bottom}`;
}
