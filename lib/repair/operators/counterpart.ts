import { child, children, isFunction, isLoop, type Node, staticName, text, walk } from "../syntax/node.ts";
import { patternNames } from "../syntax/scope.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

/** A call `target.method(first, …)` inside a node. */
interface Use {
  target: string;
  method: string;
  first: string;
}

function usesIn(site: Site, root: Node | undefined): Use[] {
  const found: Use[] = [];
  if (root)
    walk(root, ({ node }) => {
      if (isFunction(node)) return false;
      const callee = /^(Optional)?CallExpression$/.test(node.type) ? child(node, "callee") : undefined;
      const object = callee && child(callee, "object");
      const method = callee && staticName(callee, "property");
      const [first] = children(node, "arguments");
      if (object && method && !/Call/.test(object.type))
        found.push({ target: site.code(object), method, first: first ? site.code(first) : "" });
      return true;
    });
  return found;
}

function listOf(site: Site): Node[] {
  const { parent, field } = site;
  return parent && /^(body|consequent)$/.test(field) && Array.isArray(parent[field])
    ? children(parent, field)
    : [];
}

function indentOf(site: Site, node: Node): string {
  const source = site.context.source.text;
  return /^\s*/.exec(source.slice(source.lastIndexOf("\n", node.start - 1) + 1, node.start))?.[0] ?? "";
}

function after(site: Site, node: Node, code: string): { start: number; end: number; text: string } {
  return site.insertAfter(node, `\n${indentOf(site, node)}${code}`);
}

/** Text of the function around a site: what it already does need not be offered. */
function around(site: Site): string {
  const fn = site.ancestors.find(isFunction);
  return fn ? site.code(fn) : "";
}

/** `const n = seen.get(key) ?? 0` without a `set`: the value that was read is written back. */
function writeBack(site: Site, emit: Emit): void {
  if (site.node.type !== "VariableDeclaration") return;
  for (const declarator of children(site.node, "declarations")) {
    const init = child(declarator, "init");
    const id = child(declarator, "id");
    const name = id ? patternNames(id)[0]?.name : undefined;
    if (!init || !name) continue;
    for (const { target, method, first } of usesIn(site, init)) {
      if (method !== "get" || !first || around(site).includes(`${target}.set(`)) continue;
      for (const [value, prior] of [
        [`${name} + 1`, 0.55],
        [name, 0.5],
        [`${name} - 1`, 0.25],
      ] as const)
        emit("statement.counterpart", prior, after(site, site.node, `${target}.set(${first}, ${value});`));
    }
    const read = init.type === "LogicalExpression" ? child(init, "left") : init;
    const computed = read?.type === "MemberExpression" && read.computed === true;
    if (computed && !around(site).includes(`${site.code(read)} =`))
      for (const value of [`${name} + 1`, name])
        emit("statement.counterpart", 0.35, after(site, site.node, `${site.code(read)} = ${value};`));
  }
}

/** `if (seen.has(key)) return` without an `add`, `if (done.includes(x)) …` without a `push`. */
function remember(site: Site, emit: Emit): void {
  if (site.node.type !== "IfStatement") return;
  for (const { target, method, first } of usesIn(site, child(site.node, "test"))) {
    if (!first) continue;
    const own = around(site);
    if (method === "has" && !/\.(add|set)\(/.test(own)) {
      emit("statement.counterpart", 0.6, after(site, site.node, `${target}.add(${first});`));
      emit("statement.counterpart", 0.35, after(site, site.node, `${target}.set(${first}, true);`));
    }
    if (/^(includes|indexOf)$/.test(method) && !own.includes(`${target}.push(`))
      emit("statement.counterpart", 0.5, after(site, site.node, `${target}.push(${first});`));
  }
}

const UNDO = new Map<string, readonly string[]>(
  Object.entries({
    push: ["pop"],
    unshift: ["shift"],
    add: ["delete"],
    set: ["delete"],
    lock: ["unlock"],
    open: ["close"],
    start: ["stop"],
    begin: ["end"],
    enter: ["leave", "exit"],
  }),
);

/** What a block began and never undid: `path.push(x)` without `path.pop()`, `depth++` without `depth--`. */
function undo(site: Site, emit: Emit, siblings: readonly Node[]): void {
  const last = siblings.at(-1);
  const expression = child(site.node, "expression");
  if (!expression || !last || siblings.length < 2) return;
  const offer = (code: string, prior: number): void => {
    if (around(site).includes(code.replace(/;$/, ""))) return;
    const leaves = /^(Return|Throw|Break|Continue)/.test(last.type);
    if (last !== site.node)
      emit(
        "statement.counterpart",
        prior,
        leaves ? site.insertBefore(last, `${code}\n${indentOf(site, last)}`) : after(site, last, code),
      );
    const index = siblings.indexOf(site.node);
    const next = siblings[index + 1];
    if (next && next !== last) emit("statement.counterpart", prior * 0.9, after(site, next, code));
  };
  if (expression.type === "UpdateExpression") {
    const argument = child(expression, "argument");
    const other = text(expression, "operator") === "++" ? "--" : "++";
    if (argument) offer(`${site.code(argument)}${other};`, 0.35);
  }
  const callee = child(expression, "callee");
  const object = callee && child(callee, "object");
  const method = callee && staticName(callee, "property");
  const [first] = children(expression, "arguments");
  if (!object || !method) return;
  for (const other of UNDO.get(method) ?? [])
    offer(`${site.code(object)}.${other}(${other === "delete" && first ? site.code(first) : ""});`, 0.42);
}

/** A result that is looked up first and computed after has to be kept for the next look-up. */
function keep(site: Site, emit: Emit): void {
  const value = site.node.type === "ReturnStatement" ? child(site.node, "argument") : undefined;
  const fn = site.ancestors.find(isFunction);
  if (!value || !fn || /Literal$/.test(value.type)) return;
  const own = site.code(fn);
  const seen = new Set<string>();
  for (const { target, method, first } of usesIn(site, child(fn, "body"))) {
    if (!/^(get|has)$/.test(method) || !first || own.includes(`${target}.set(`) || seen.has(target)) continue;
    seen.add(target);
    if (value.type === "Identifier" && site.code(value) !== first)
      emit(
        "statement.counterpart",
        0.5,
        site.insertBefore(
          site.node,
          `${target}.set(${first}, ${site.code(value)});\n${indentOf(site, site.node)}`,
        ),
      );
  }
  walk(fn, ({ node }) => {
    if (node.type !== "MemberExpression" || node.computed !== true) return;
    const code = site.code(node);
    if (seen.has(code) || /\]\s*=[^=]/.test(own) || code === site.code(value) || code.length > 40) return;
    seen.add(code);
    emit("statement.counterpart", 0.3, site.replace(value, `(${code} = ${site.code(value)})`));
  });
}

/** The other half of a pair of operations: a read without its write, a beginning without its end. */
export const counterpart: OperatorFamily = {
  name: "counterpart",
  propose(site, emit) {
    const siblings = listOf(site);
    if (!siblings.includes(site.node) || !site.ancestors.some((node) => isFunction(node) || isLoop(node)))
      return;
    writeBack(site, emit);
    remember(site, emit);
    undo(site, emit, siblings);
    keep(site, emit);
  },
};
