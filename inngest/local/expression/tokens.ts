/** Kinds of token in an expression; punctuation and operators are told apart by their text. */
export type TokenKind = "integer" | "double" | "string" | "name" | "symbol" | "end";

export interface Token {
  kind: TokenKind;
  /** Source text for names and symbols, decoded value for strings, digits for numbers. */
  text: string;
  /** Offset in the source, for error messages. */
  at: number;
}

/** An expression that can't be compiled; the message is meant for the author of the function. */
export class ExpressionError extends Error {
  override name = "ExpressionError";
}

const longest = 100_000;
const symbols = ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":"].concat(
  [...".,()[]{}"],
);

interface Found {
  token: Token;
  length: number;
}

/** Splits an expression into tokens; throws {@link ExpressionError} at the first thing that is none. */
export function tokenize(source: string): Token[] {
  if (source.length > longest) throw new ExpressionError(`it is longer than ${longest} characters`);
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const space = /^(\s+|\/\/[^\n]*)/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    const found = readString(rest, at) ?? readNumber(rest, at) ?? readWord(rest, at);
    if (!found) throw new ExpressionError(`unexpected character "${source[at]}" at position ${at + 1}`);
    tokens.push(found.token);
    at += found.length;
  }
  tokens.push({ kind: "end", text: "end of expression", at });
  return tokens;
}

function readNumber(rest: string, at: number): Found | undefined {
  const double = /^(\d*\.\d+([eE][+-]?\d+)?|\d+[eE][+-]?\d+)/.exec(rest);
  if (double) return { token: { kind: "double", text: double[0], at }, length: double[0].length };
  const integer = /^(0[xX][0-9a-fA-F]+|\d+)[uU]?/.exec(rest);
  if (!integer) return undefined;
  return { token: { kind: "integer", text: integer[1] ?? "", at }, length: integer[0].length };
}

function readWord(rest: string, at: number): Found | undefined {
  const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest);
  if (name) return { token: { kind: "name", text: name[0], at }, length: name[0].length };
  const symbol = symbols.find((candidate) => rest.startsWith(candidate));
  return symbol ? { token: { kind: "symbol", text: symbol, at }, length: symbol.length } : undefined;
}

const opening = /^([rRbB]{0,2})("""|'''|"|')/;

function readString(rest: string, at: number): Found | undefined {
  const [open, prefix = "", quote = ""] = opening.exec(rest) ?? [];
  if (open === undefined) return undefined;
  const where = `the string that starts at position ${at + 1}`;
  if (/b/i.test(prefix)) throw new ExpressionError(`${where} is a byte string, which is not supported`);
  const raw = prefix !== "";
  const body = new RegExp(
    raw ? `^((?:(?!${quote})[^])*)${quote}` : `^((?:\\\\[^]|(?!${quote})[^\\\\])*)${quote}`,
  );
  const match = body.exec(rest.slice(open.length));
  if (!match || (quote.length === 1 && /[\r\n]/.test(match[1] ?? ""))) {
    throw new ExpressionError(`${where} is not closed`);
  }
  const inner = match[1] ?? "";
  const token = { kind: "string", text: raw ? inner : decode(inner, where), at } as const;
  return { token, length: open.length + match[0].length };
}

const plainEscapes: Record<string, string> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "`": "`",
  "?": "?",
};
const escapeSequence =
  /\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([\s\S]))/g;

function decode(text: string, where: string): string {
  return text.replace(escapeSequence, (whole, hex, short, long, octal, plain) => {
    const code = octal === undefined ? Number.parseInt(hex ?? short ?? long, 16) : Number.parseInt(octal, 8);
    const character = plain === undefined ? fromCode(code) : plainEscapes[plain];
    if (character === undefined) throw new ExpressionError(`${where} has the unknown escape "${whole}"`);
    return character;
  });
}

const fromCode = (code: number): string | undefined =>
  code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
