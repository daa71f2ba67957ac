/** Kinds of token in an expression; punctuation and operators are told apart by their text. */
export type TokenKind = "number" | "string" | "name" | "symbol" | "end";

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

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "0": "\0" };
const symbols = ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":"].concat(
  [...".,()[]{}"],
);

/** Splits an expression into tokens; throws {@link ExpressionError} at the first thing that is none. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const space = /^(\s+|\/\/[^\n]*)/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    const token = readString(source, at) ?? readPlain(rest, at);
    if (!token) throw new ExpressionError(`unexpected character "${source[at]}" at position ${at + 1}`);
    tokens.push(token.token);
    at += token.length;
  }
  tokens.push({ kind: "end", text: "end of expression", at });
  return tokens;
}

function readPlain(rest: string, at: number): { token: Token; length: number } | undefined {
  const number = /^(0x[0-9a-fA-F]+|\d+\.\d+([eE][+-]?\d+)?|\d+([eE][+-]?\d+)?)[uU]?/.exec(rest);
  if (number) {
    return { token: { kind: "number", text: number[0].replace(/[uU]$/, ""), at }, length: number[0].length };
  }
  const name = /^[A-Za-z_$][A-Za-z0-9_$]*/.exec(rest);
  if (name) return { token: { kind: "name", text: name[0], at }, length: name[0].length };
  const symbol = symbols.find((candidate) => rest.startsWith(candidate));
  return symbol ? { token: { kind: "symbol", text: symbol, at }, length: symbol.length } : undefined;
}

function readString(source: string, start: number): { token: Token; length: number } | undefined {
  const raw = /^[rR]["']/.test(source.slice(start, start + 2));
  const open = raw ? start + 1 : start;
  const quote = source[open];
  if (quote !== '"' && quote !== "'") return undefined;
  let text = "";
  for (let at = open + 1; at < source.length; at++) {
    const character = source[at] as string;
    if (character === quote) {
      return { token: { kind: "string", text, at: start }, length: at + 1 - start };
    }
    if (character !== "\\" || raw) {
      text += character;
      continue;
    }
    at++;
    const code = /^u[0-9a-fA-F]{4}/.exec(source.slice(at));
    if (code) {
      text += String.fromCharCode(Number.parseInt(code[0].slice(1), 16));
      at += 4;
    } else {
      const escaped = source[at] ?? "";
      text += escapes[escaped] ?? escaped;
    }
  }
  throw new ExpressionError(`the string that starts at position ${start + 1} is not closed`);
}
