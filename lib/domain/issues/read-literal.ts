/** A literal value in code, and where it ends. */
export interface Literal {
  code: string;
  end: number;
}

const WORDS = /^(?:true|false|null|undefined|NaN|None|True|False|-?Infinity)(?![\w$])/;
const NUMBER = /^-?(?:0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)n?(?![\w$])/;
const KEY = /^[A-Za-z_$][\w$]*(?=\s*:)/;
const DATE = /^new\s+Date\s*\(/;
const closing: Record<string, string> = { "[": "]", "{": "}", "(": ")" };
const MAX_LENGTH = 2_000;

const blank = (text: string, from: number): number => from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);

function readString(text: string, from: number): number | null {
  const quote = text[from];
  for (let at = from + 1; at < text.length && at < from + MAX_LENGTH; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === quote) return at + 1;
    else if (text[at] === "\n") return null;
  }
  return null;
}

/** The end of a list of literals up to its closing bracket: elements, keys with values, nothing else. */
function readItems(text: string, from: number, close: string): number | null {
  let at = blank(text, from);
  while (at < text.length && text[at] !== close) {
    const key = close === "}" ? KEY.exec(text.slice(at, at + 100)) : null;
    const item = key ? at + key[0].length : readEnd(text, at);
    if (item === null) return null;
    at = blank(text, item);
    if (text[at] === ":" && close === "}") {
      const value = readEnd(text, blank(text, at + 1));
      if (value === null) return null;
      at = blank(text, value);
    }
    if (text[at] === ",") at = blank(text, at + 1);
    else if (text[at] !== close) return null;
  }
  return text[at] === close ? at + 1 : null;
}

function readEnd(text: string, from: number): number | null {
  const first = text[from] ?? "";
  if (first === '"' || first === "'") return readString(text, from);
  const close = closing[first];
  if (close) return readItems(text, from + 1, close);
  const rest = text.slice(from, from + 200);
  const date = DATE.exec(rest);
  if (date) return readItems(text, from + date[0].length, ")");
  const word = WORDS.exec(rest) ?? NUMBER.exec(rest);
  return word ? from + word[0].length : null;
}

/**
 * The literal that starts at a position of a text: a number, string, list, object, date or one of the words
 * for truth and nothing, of JavaScript or Python. Null when anything else stands there, so that what comes
 * from an issue can never be more than a value.
 */
export function readLiteral(text: string, from = 0): Literal | null {
  const end = readEnd(text, from);
  return end === null || end - from > MAX_LENGTH ? null : { code: text.slice(from, end), end };
}

/** The end of the arguments of a call whose opening bracket stands at `from`; null when one is no literal. */
export function readArguments(text: string, from: number): number | null {
  if (text[from] !== "(") return null;
  let at = blank(text, from + 1);
  while (text[at] !== ")") {
    const keyword = /^[A-Za-z_]\w*\s*=(?!=)\s*/.exec(text.slice(at, at + 100));
    const value = readEnd(text, at + (keyword?.[0].length ?? 0));
    if (value === null) return null;
    at = blank(text, value);
    if (text[at] === ",") at = blank(text, at + 1);
    else if (text[at] !== ")") return null;
  }
  return at + 1;
}
