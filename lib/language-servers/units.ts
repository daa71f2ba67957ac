import { type DocumentSymbol, documentSymbols, kindName } from "./protocol.ts";
import type { SyncedServer } from "./session.ts";

/** A function, method, class or top-level value of a file. Lines count from 0, the last one included. */
export interface Unit {
  path: string;
  /** With the names around it: "Cart.total". */
  name: string;
  kind: string;
  first: number;
  last: number;
  /** Where its name stands. */
  selection: { line: number; character: number };
}

const IMPORT = /^\s*(import\b|from\b|export\s*[{*])/;
const FUNCTIONS = new Set(["function", "method", "constructor"]);
const VALUES = new Set(["variable", "constant", "class", "enum", "interface", "struct"]);

/** Names that a server makes up for functions without one; they belong to the function around them. */
const ANONYMOUS = / callback$|^<|^\(/;

interface Around {
  path: string;
  names: string[];
  inFunction: boolean;
  /** Lines of the file: what is imported is listed like what is defined. */
  lines: string[];
}

function flatten(symbols: DocumentSymbol[], around: Around): Unit[] {
  const { path, inFunction, lines } = around;
  return symbols.flatMap((symbol) => {
    const kind = kindName(symbol.kind);
    const names = [...around.names, symbol.name];
    const isFunction = FUNCTIONS.has(kind) && !(inFunction && ANONYMOUS.test(symbol.name));
    if (IMPORT.test(lines[symbol.range.start.line] ?? "")) return [];
    const inside = { ...around, names, inFunction: inFunction || isFunction };
    const inner = flatten(symbol.children ?? [], inside);
    // Values inside of a function are part of it; a property with a body (an accessor) is one of its own.
    const counts = isFunction || (!inFunction && (VALUES.has(kind) || kind === "property"));
    const { range, selectionRange } = symbol;
    const unit: Unit = {
      path,
      name: names.join("."),
      kind,
      first: range.start.line,
      last: range.end.line,
      selection: selectionRange.start,
    };
    return counts ? [unit, ...inner] : inner;
  });
}

/** The units of a file, in its order. Errors: LanguageError when there is no such file. */
export async function unitsOf(server: SyncedServer, given: string): Promise<Unit[]> {
  const { path, text } = await server.open(given);
  const symbols = await server.ask(documentSymbols, "textDocument/documentSymbol", {}, path);
  const around = { path, names: [], inFunction: false, lines: text.split("\n") };
  return flatten(symbols, around).sort((a, b) => a.first - b.first || b.last - a.last);
}

/** The smallest unit around a line; undefined between units. */
export function unitAt(units: readonly Unit[], line: number): Unit | undefined {
  return units
    .filter(({ first, last }) => first <= line && line <= last)
    .sort((a, b) => a.last - a.first - (b.last - b.first))[0];
}
