import { childrenOf, type Node } from "./node.ts";
import { ExpressionError, type Token, tokenize } from "./tokens.ts";

/** Binary operators from the loosest to the tightest, as the CEL grammar orders them. */
const levels = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">=", "in"], ["+", "-"], ["*", "/", "%"]];
const logicalLevels = 2;
const constants = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);
/** Words the CEL grammar keeps for itself; they may still be field names. */
const reserved = new Set(
  "as break const continue else for function if import in let loop package namespace return var void while".split(
    " ",
  ),
);
/** Levels of brackets, and of the tree: parsing and evaluation recurse and must stay far from the end of the stack. */
const deepestBrackets = 100;
const deepestTree = 1000;
const tooDeep = "it is nested too deeply";

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
  readonly #heights = new WeakMap<Node, number>();

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  expression(): Node {
    if (++this.#depth > deepestBrackets) throw new ExpressionError(tooDeep);
    const condition = this.#binary(0);
    let node = condition;
    if (this.#take("?")) {
      const yes = this.expression();
      this.#expect(":");
      node = this.#made({ kind: "choice", condition, yes, no: this.expression() });
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
    if (level < logicalLevels) return this.#logical(level, operators[0] ?? "");
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((candidate) => this.#take(candidate));
      if (!operator) return left;
      left = this.#made({ kind: "binary", operator, left, right: this.#binary(level + 1) });
    }
  }

  /** A chain of && or || as a balanced tree, so that a thousand alternatives are not a thousand levels. */
  #logical(level: number, operator: string): Node {
    let terms = [this.#binary(level + 1)];
    while (this.#take(operator)) terms.push(this.#binary(level + 1));
    while (terms.length > 1) {
      terms = terms.flatMap((left, at) => {
        const right = terms[at + 1];
        if (at % 2 === 1) return [];
        return right ? [this.#made({ kind: "binary", operator, left, right })] : [left];
      });
    }
    return terms[0] as Node;
  }

  #made(node: Node): Node {
    const height = childrenOf(node).reduce((most, child) => Math.max(most, this.#heights.get(child) ?? 0), 0);
    if (height >= deepestTree) throw new ExpressionError(tooDeep);
    this.#heights.set(node, height + 1);
    return node;
  }

  #unary(): Node {
    for (const operator of ["!", "-"] as const) {
      if (!this.#take(operator)) continue;
      if (++this.#depth > deepestBrackets) throw new ExpressionError(tooDeep);
      const operand = this.#unary();
      this.#depth--;
      return this.#made({ kind: "unary", operator, operand });
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
        node = this.#made(
          this.#take("(")
            ? { kind: "call", name: name.text, target: node, arguments: this.#items(")") }
            : { kind: "field", target: node, name: name.text },
        );
      } else if (this.#take("[")) {
        const index = this.expression();
        this.#expect("]");
        node = this.#made({ kind: "index", target: node, index });
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
    if (this.#take("[")) return this.#made({ kind: "list", items: this.#items("]") });
    if (this.#take("{")) return this.#made({ kind: "map", entries: this.#entries() });
    const token = this.#peek;
    if (token.kind === "integer") return { kind: "literal", value: Number(this.#next().text) };
    if (token.kind === "double") return { kind: "literal", value: Number(this.#next().text), double: true };
    if (token.kind === "string") return { kind: "literal", value: this.#next().text };
    if (token.kind !== "name" || reserved.has(token.text)) throw this.#unexpected("a value");
    this.#at++;
    const constant = constants.get(token.text);
    if (constant !== undefined) return { kind: "literal", value: constant };
    if (this.#take("(")) {
      return this.#made({ kind: "call", name: token.text, arguments: this.#items(")") });
    }
    return { kind: "name", name: token.text };
  }

  #items(close: string): Node[] {
    const items: Node[] = [];
    while (!this.#take(close)) {
      items.push(this.expression());
      if (this.#peek.text !== close) this.#expect(",");
    }
    return items;
  }

  #entries(): [Node, Node][] {
    const entries: [Node, Node][] = [];
    while (!this.#take("}")) {
      const key = this.expression();
      this.#expect(":");
      entries.push([key, this.expression()]);
      if (this.#peek.text !== "}") this.#expect(",");
    }
    return entries;
  }
}
