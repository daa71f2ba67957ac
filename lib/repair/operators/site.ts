import type { Edit } from "../syntax/edits.ts";
import type { Statement } from "../syntax/instrument.ts";
import { child, children, type Node, staticName, text, walk } from "../syntax/node.ts";
import { type Binding, type FunctionInfo, functionAt, functionsOf, visibleAt } from "../syntax/scope.ts";
import type { Source } from "../syntax/source.ts";
import { fieldKind, type Kind, type Seen, type SeenByStatement } from "../syntax/values.ts";
import { resultKind, staticKind } from "./kinds.ts";
import { ALONE, type Neighbourhood } from "./neighbourhood.ts";

/** A change an operator proposes; `prior` in 0..1 says how often such a change is the right one. */
export interface Proposal {
  operator: string;
  prior: number;
  edits: Edit[];
}

export type Emit = (operator: string, prior: number, ...edits: Edit[]) => void;

/** A group of related operators. */
export interface OperatorFamily {
  name: string;
  propose(site: Site, emit: Emit): void;
}

/** A readable variable and what is known of its values. */
export interface Variable {
  name: string;
  kind: Kind;
  binding: Binding;
  seen: Seen | undefined;
}

/** What all sites of one file share. */
export interface FileContext {
  source: Source;
  functions: FunctionInfo[];
  statements: readonly Statement[];
  seen: SeenByStatement;
  /** Numbers written in the file, most frequent first, as source text. */
  numbers: string[];
  strings: string[];
  /** Property names used in the file with how often. */
  properties: Map<string, number>;
  /** Words of the failing assertions and of the issue, for strings and numbers. */
  hints: readonly string[];
  /** Changes that fixed something before. */
  templates: readonly { from: string; to: string }[];
  /** What the files around this one offer. */
  neighbourhood: Neighbourhood;
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

const byCount = (map: Map<string, number>): string[] =>
  [...map].sort((a, b) => b[1] - a[1]).map(([key]) => key);

/** Collect what the operators need to know of a file. */
export function fileContext(
  source: Source,
  statements: readonly Statement[],
  seen: SeenByStatement,
  hints: readonly string[],
  templates: FileContext["templates"] = [],
  neighbourhood: Neighbourhood = ALONE,
): FileContext {
  const numbers = new Map<string, number>();
  const strings = new Map<string, number>();
  const properties = new Map<string, number>();
  walk(source.ast, ({ node, ancestors }) => {
    if (node.type === "ImportDeclaration" || /^TS(Interface|TypeAlias)/.test(node.type)) return false;
    if (node.type === "NumericLiteral") count(numbers, source.text.slice(node.start, node.end));
    if (node.type === "StringLiteral" && ancestors[0]?.type !== "ImportDeclaration")
      count(strings, text(node, "value"));
    if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") {
      const name = staticName(node, "property");
      if (name) count(properties, name);
    }
    return true;
  });
  const functions = functionsOf(source.ast);
  return {
    source,
    functions,
    statements,
    seen,
    numbers: byCount(numbers),
    strings: byCount(strings),
    properties,
    hints,
    templates,
    neighbourhood,
  };
}

/** One node an operator may change, with what is known around it. */
export class Site {
  readonly context: FileContext;
  readonly node: Node;
  readonly field: string;
  readonly ancestors: readonly Node[];
  #variables: Variable[] | undefined;

  constructor(context: FileContext, node: Node, field: string, ancestors: readonly Node[]) {
    this.context = context;
    this.node = node;
    this.field = field;
    this.ancestors = ancestors;
  }

  get parent(): Node | undefined {
    return this.ancestors[0];
  }

  get fn(): FunctionInfo | undefined {
    return functionAt(this.context.functions, this.node.start);
  }

  /** Source text of a node. */
  code(node: Node): string {
    return this.context.source.text.slice(node.start, node.end);
  }

  /** The spaces between a node and what stands before it in its line. */
  blankBefore(node: Node): string {
    const source = this.context.source.text;
    let from = node.start;
    while (source[from - 1] === " " || source[from - 1] === "\t") from--;
    return source.slice(from, node.start);
  }

  /** Source text that binds as tightly as a name: in parentheses unless it is simple. */
  grouped(node: Node): string {
    return /^(Identifier|ThisExpression|.*MemberExpression|.*CallExpression|.*Literal|ArrayExpression)$/.test(
      node.type,
    )
      ? this.code(node)
      : `(${this.code(node)})`;
  }

  /** Replace a node. */
  replace(node: Node, code: string): Edit {
    return { start: node.start, end: node.end, text: code };
  }

  insertBefore(node: Node, code: string): Edit {
    return { start: node.start, end: node.start, text: code };
  }

  insertAfter(node: Node, code: string): Edit {
    return { start: node.end, end: node.end, text: code };
  }

  /** The innermost statement around the node that coverage knows. */
  get statement(): Statement | undefined {
    let best: Statement | undefined;
    for (const statement of this.context.statements) {
      if (statement.start > this.node.start) break;
      if (this.node.end <= statement.end && (!best || statement.start >= best.start)) best = statement;
    }
    return best;
  }

  /** Readable variables, innermost scope first, with observed or inferred kinds. */
  get variables(): Variable[] {
    this.#variables ??= this.#readVariables();
    return this.#variables;
  }

  #readVariables(): Variable[] {
    const seen = this.#seenHere();
    const self = this.node.type === "Program" ? [this.node] : [];
    return visibleAt([...self, ...this.ancestors], this.node.start).map((binding) => {
      // A program may call a variable `toString`: only what was observed counts.
      const observed = Object.hasOwn(seen, binding.name) ? seen[binding.name] : undefined;
      const kinds = observed?.kinds.filter((kind) => kind !== "nullish") ?? [];
      const kind = kinds.length === 1 && kinds[0] ? kinds[0] : staticKind(binding);
      return { name: binding.name, kind, binding, seen: observed };
    });
  }

  /** Observations of the nearest statements of the same function, nearest last wins. */
  #seenHere(): Record<string, Seen> {
    const fn = this.fn;
    const own = this.statement;
    // Without a prototype: programs call their variables `toString` and `hasOwnProperty` too.
    const merged = Object.create(null) as Record<string, Seen>;
    for (const statement of this.context.statements) {
      if (fn && (statement.start < fn.start || statement.end > fn.end)) continue;
      const here = this.context.seen[statement.id];
      if (here) Object.assign(merged, here);
      if (own && statement.id === own.id) break;
    }
    return merged;
  }

  variable(name: string): Variable | undefined {
    return this.variables.find((variable) => variable.name === name);
  }

  /** The kind of value an expression has, as far as its form and the observations say. */
  kindOf(node: Node | undefined): Kind {
    if (!node) return "unknown";
    if (node.type === "Identifier") return this.variable(text(node, "name"))?.kind ?? "unknown";
    if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression")
      return this.#memberKind(node);
    if (node.type === "CallExpression" || node.type === "OptionalCallExpression") return this.#callKind(node);
    if (node.type === "LogicalExpression" || node.type === "ConditionalExpression") {
      const left = this.kindOf(child(node, node.type === "LogicalExpression" ? "left" : "consequent"));
      return left === "unknown"
        ? this.kindOf(child(node, node.type === "LogicalExpression" ? "right" : "alternate"))
        : left;
    }
    if (/^TS(As|NonNull|Satisfies)/.test(node.type) || node.type === "ParenthesizedExpression")
      return this.kindOf(child(node, "expression"));
    if (node.type === "BinaryExpression" && text(node, "operator") === "+") {
      const sides = [this.kindOf(child(node, "left")), this.kindOf(child(node, "right"))];
      return sides.includes("string") ? "string" : sides.includes("number") ? "number" : "unknown";
    }
    return staticKind({ name: "", kind: "constant", from: 0, init: node });
  }

  #memberKind(node: Node): Kind {
    const name = staticName(node, "property");
    if (name === "length" || name === "size") return "number";
    const object = child(node, "object");
    const seen = object?.type === "Identifier" ? this.variable(text(object, "name"))?.seen : undefined;
    if (node.computed === true)
      return seen?.elements.length === 1 ? (seen.elements[0] ?? "unknown") : "unknown";
    return (name && fieldKind(seen, name)) || "unknown";
  }

  #callKind(node: Node): Kind {
    const callee = child(node, "callee");
    const name = callee && (staticName(callee, "property") ?? text(callee, "name"));
    if (!name) return "unknown";
    return resultKind(name);
  }

  /** Arguments of a call without spreads. */
  arguments(node: Node): Node[] {
    const all = children(node, "arguments");
    return all.some((argument) => argument.type === "SpreadElement") ? [] : all;
  }
}
