import { join } from "node:path";
import { guards, type Insertion, merge, splice, statementsOf } from "../../repair/syntax/instrument.ts";
import { child, children, isFunction, isTypeOnly, type Node, walk } from "../../repair/syntax/node.ts";
import { patternNames } from "../../repair/syntax/scope.ts";
import { parseText } from "../../repair/syntax/source.ts";
import type { Probe } from "../request.ts";

const RUNTIME = join(import.meta.dirname, "runtime.cjs");

/** Source text that gives the runtime's exports in any kind of module and realm. */
export const loadRuntime = `process.getBuiltinModule("node:module").createRequire("/")(${JSON.stringify(RUNTIME)})`;

interface Marks {
  probes: Probe[];
  insertions: Insertion[];
}

function openOf(node: Node): number {
  const { extra } = node;
  return typeof extra === "object" &&
    extra !== null &&
    "parenStart" in extra &&
    typeof extra.parenStart === "number"
    ? extra.parenStart
    : node.start;
}

/** Collects probes; `mark` gives the call that passes one. */
class Marker {
  readonly marks: Marks = { probes: [], insertions: [] };
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  mark(kind: Probe["kind"], { start, end }: { start: number; end: number }): string {
    const id = this.marks.probes.length;
    const line = this.#text.slice(0, start).split("\n").length;
    this.marks.probes.push({ id, kind, line, start, end });
    return `__mk(${id})`;
  }

  add(...edits: [number, string][]): void {
    this.marks.insertions.push({ edits: edits.map(([at, text]) => ({ start: at, end: at, text })) });
  }

  /** An expression that says when it is evaluated. */
  expression(node: Node, kind: Probe["kind"] = "branch"): void {
    this.add([node.start, `(${this.mark(kind, node)},`], [node.end, ")"]);
  }
}

function markStatements(ast: Node, marker: Marker): void {
  const starts = new Map(statementsOf(ast).map((one) => [`${one.start}:${one.end}`, one]));
  walk(ast, ({ node, field, ancestors }) => {
    if (isTypeOnly(node)) return false;
    if (!starts.has(`${node.start}:${node.end}`)) return true;
    const parent = ancestors[0];
    if (parent?.type === "ArrowFunctionExpression" && field === "body")
      marker.add([openOf(node), `(${marker.mark("statement", node)},`], [parent.end, ")"]);
    else if (node.type === "ExpressionStatement" || /Statement$|^VariableDeclaration$/.test(node.type)) {
      const at = parent?.type === "ExportNamedDeclaration" ? parent.start : node.start;
      marker.add([at, `${marker.mark("statement", node)};`]);
    }
    return true;
  });
}

function markIf(node: Node, marker: Marker): void {
  const [then, otherwise] = [child(node, "consequent"), child(node, "alternate")];
  if (!then) return;
  const block = then.type === "BlockStatement";
  const open: [number, string] = [
    block ? then.start + 1 : then.start,
    `${block ? "" : "{"}${marker.mark("branch", then)};`,
  ];
  const close = block ? "" : "}";
  // A condition that is false and has nothing to do then is a way through the code, too.
  if (!otherwise)
    marker.add(open, [
      then.end,
      `${close}else{${marker.mark("branch", { start: node.start, end: node.start })};}`,
    ]);
  else {
    marker.add(open, ...(block ? [] : ([[then.end, close]] as [number, string][])));
    if (otherwise.type === "BlockStatement")
      marker.add([otherwise.start + 1, `${marker.mark("branch", otherwise)};`]);
    else if (otherwise.type !== "IfStatement")
      marker.add([otherwise.start, `{${marker.mark("branch", otherwise)};`], [otherwise.end, "}"]);
  }
}

function markBranches(ast: Node, marker: Marker): void {
  walk(ast, ({ node }) => {
    if (isTypeOnly(node)) return false;
    const right = child(node, "right");
    if (node.type === "IfStatement") markIf(node, marker);
    else if (node.type === "ConditionalExpression") {
      for (const field of ["consequent", "alternate"]) {
        const way = child(node, field);
        if (way) marker.expression(way);
      }
    } else if (node.type === "LogicalExpression" && right) marker.expression(right);
    else if (node.type === "AssignmentPattern" && right) marker.expression(right);
    else if (node.type === "ThrowStatement") {
      const error = child(node, "argument");
      if (error) marker.add([error.start, "__mkThrown("], [error.end, ")"]);
    }
    return true;
  });
}

/** Notes the arguments of each named function; a pattern has no value of its own. */
function markArguments(marker: Marker, names: Map<Node, string>): void {
  for (const [node, name] of names) {
    const body = child(node, "body");
    const params = children(node, "params").map((param) =>
      param.type === "AssignmentPattern" ? child(param, "left") : param,
    );
    if (body?.type !== "BlockStatement" || params.some((param) => param?.type !== "Identifier")) continue;
    const values = params.flatMap((param) => (param ? patternNames(param) : [])).map((param) => param.name);
    const at = children(body, "directives").at(-1)?.end ?? body.start + 1;
    marker.add([at, `;__mkArgs(${JSON.stringify(name)},[${values.join(",")}]);`]);
  }
}

function preambleAt(ast: Node): number {
  const directive = children(ast, "directives").at(-1);
  if (directive) return directive.end;
  const hashbang = child(ast, "interpreter");
  return hashbang ? hashbang.end + 1 : 0;
}

/** Named functions of a file whose arguments are worth noting. */
export function namedFunctions(ast: Node): Map<Node, string> {
  const found = new Map<Node, string>();
  walk(ast, ({ node, ancestors }) => {
    if (isTypeOnly(node)) return false;
    if (!isFunction(node)) return true;
    const holder = ancestors[0];
    const own = child(node, "id") ?? child(node, "key") ?? (holder && child(holder, "id"));
    const owner =
      node.type === "ClassMethod" ? ancestors.find((one) => /^Class(Decl|Expr)/.test(one.type)) : null;
    const name = typeof own?.name === "string" ? own.name : "";
    const ownerName = owner ? child(owner, "id")?.name : null;
    if (name) found.set(node, owner ? `${String(ownerName)}.${name}` : name);
    return true;
  });
  return found;
}

/**
 * The text of a file that notes what of it runs, and what can run in it. Throws a SyntaxError when it can't be parsed.
 * `file` names it in what is noted.
 */
export function instrumentFile(file: string, text: string): { text: string; probes: Probe[] } {
  const ast = parseText(file, text);
  const marker = new Marker(text);
  markStatements(ast, marker);
  markBranches(ast, marker);
  markArguments(marker, namedFunctions(ast));
  const at = preambleAt(ast);
  const name = JSON.stringify(file);
  // Declared functions: code that runs before this line, as in a circle of imports, finds them too.
  const preamble = `;function __mkRuntime(){return globalThis.__morningaiRuntime??=${loadRuntime}}function __mk(id){__mkRuntime().hit(${name},id)}function __mkThrown(error){return __mkRuntime().thrown(error)}function __mkArgs(name,values){__mkRuntime().args(${name}+"#"+name,values)}function __repairTick(){__mkRuntime().tick()}`;
  const start = { edits: [{ start: at, end: at, text: preamble }] };
  const typescript = /\.[cm]?tsx?$/.test(file) ? "// @ts-nocheck\n" : "";
  return {
    text: typescript + splice(text, merge([start, ...marker.marks.insertions, ...guards(ast)], [])),
    probes: marker.marks.probes,
  };
}
