import { ExpressionError, type Token, tokenize } from "./tokens.ts";

/** The syntax tree of an expression. */
export type Node =
  | { kind: "literal"; value: string | number | boolean | null }
  | { kind: "name"; name: string }
  | { kind: "field"; target: Node; name: string }
  | { kind: "index"; target: Node; index: Node }
  | { kind: "list"; items: Node[] }
  | { kind: "map"; entries: [Node, Node][] }
  | { kind: "unary"; operator: "!" | "-"; operand: Node }
  | { kind: "binary"; operator: string; left: Node; right: Node }
  | { kind: "choice"; condition: Node; yes: Node; no: Node }
  | { kind: "call"; name: string; target?: Node; arguments: Node[] };

/** Binary operators from the loosest to the tightest, as the CEL grammar orders them. */
const levels = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">=", "in"], ["+", "-"], ["*", "/", "%"]];
const constants: Record<string, boolean | null> = { true: true, false: false, null: null };
const deepest = 100;

/** Parses an expression in CEL syntax; throws {@link ExpressionError} with the position of the mistake. */
export function parseExpression(source: string): Node {
  const parser = new Parser(tokenize(source));
  const node = parser.expression();
  parser.expectEnd();
  return node;
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  expression(): Node {
    if (++this.#depth > deepest) throw new ExpressionError("the expression is nested too deeply");
    const condition = this.#binary(0);
    let node = condition;
    if (this.#take("?")) {
      const yes = this.expression();
      this.#expect(":");
      node = { kind: "choice", condition, yes, no: this.expression() };
    }
    this.#depth--;
    return node;
  }

  expectEnd(): void {
    if (this.#peek.kind !== "end") throw this.#unexpected();
  }

  get #peek(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #next(): Token {
    const token = this.#peek;
    if (token.kind !== "end") this.#at++;
    return token;
  }

  #take(text: string): boolean {
    const token = this.#peek;
    if (token.text !== text || (token.kind !== "symbol" && token.kind !== "name")) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected(`"${text}"`);
  }

  #unexpected(wanted?: string): ExpressionError {
    const { kind, text, at } = this.#peek;
    const found = kind === "end" ? text : `"${text}"`;
    return new ExpressionError(
      `unexpected ${found} at position ${at + 1}${wanted ? `, expected ${wanted}` : ""}`,
    );
  }

  #binary(level: number): Node {
    const operators = levels[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((candidate) => this.#take(candidate));
      if (!operator) return left;
      left = { kind: "binary", operator, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): Node {
    for (const operator of ["!", "-"] as const) {
      if (!this.#take(operator)) continue;
      if (++this.#depth > deepest) throw new ExpressionError("the expression is nested too deeply");
      const operand = this.#unary();
      this.#depth--;
      return { kind: "unary", operator, operand };
    }
    return this.#postfix(this.#primary());
  }

  #postfix(start: Node): Node {
    let node = start;
    for (;;) {
      if (this.#take(".")) {
        const name = this.#peek;
        if (name.kind !== "name") throw this.#unexpected("a field name");
        this.#at++;
        node = this.#take("(")
          ? { kind: "call", name: name.text, target: node, arguments: this.#items(")") }
          : { kind: "field", target: node, name: name.text };
      } else if (this.#take("[")) {
        const index = this.expression();
        this.#expect("]");
        node = { kind: "index", target: node, index };
      } else {
        return node;
      }
    }
  }

  #primary(): Node {
    if (this.#take("(")) {
      const inner = this.expression();
      this.#expect(")");
      return inner;
    }
    if (this.#take("[")) return { kind: "list", items: this.#items("]") };
    if (this.#take("{")) return { kind: "map", entries: this.#entries() };
    const token = this.#peek;
    if (token.kind === "number") return { kind: "literal", value: Number(this.#next().text) };
    if (token.kind === "string") return { kind: "literal", value: this.#next().text };
    if (token.kind !== "name" || token.text === "in") throw this.#unexpected("a value");
    this.#at++;
    if (token.text in constants) return { kind: "literal", value: constants[token.text] ?? null };
    if (this.#take("(")) return { kind: "call", name: token.text, arguments: this.#items(")") };
    return { kind: "name", name: token.text };
  }

  #items(close: string): Node[] {
    const items: Node[] = [];
    while (!this.#take(close)) {
      if (items.length > 0) this.#expect(",");
      items.push(this.expression());
    }
    return items;
  }

  #entries(): [Node, Node][] {
    const entries: [Node, Node][] = [];
    while (!this.#take("}")) {
      if (entries.length > 0) this.#expect(",");
      const key = this.expression();
      this.#expect(":");
      entries.push([key, this.expression()]);
    }
    return entries;
  }
}
