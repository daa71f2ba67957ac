import { child, children, isFunction, isLoop, type Node, walk } from "../syntax/node.ts";
import { namesIn } from "../syntax/scope.ts";
import { ingredients, isSimple } from "./ingredients.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const MAX_STATEMENTS = 14;

function readable(site: Site, names: ReadonlySet<string>): boolean {
  const known = new Set(site.variables.map(({ name }) => name));
  return [...names].every((name) => known.has(name) || /^[A-Z]/.test(name) || name === "undefined");
}

function indentAt(site: Site, offset: number): string {
  const source = site.context.source.text;
  return /^\s*/.exec(source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset))?.[0] ?? "";
}

function allowed(site: Site, statement: Node): boolean {
  if (!/^(Break|Continue)/.test(statement.type)) return true;
  const stop = site.ancestors.find(
    (node) => isFunction(node) || isLoop(node) || node.type === "SwitchStatement",
  );
  return stop !== undefined && !isFunction(stop);
}

/** A statement of the same function once more at another place, or in a new `else`. */
function statementAgain(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  const listed = parent && Array.isArray(parent[field]) && /^(body|consequent)$/.test(field);
  if (!listed || !/Statement$|^VariableDeclaration$/.test(node.type) || !site.ancestors.some(isFunction))
    return;
  const indent = indentAt(site, node.start);
  const siblings = children(parent, field);
  const ends = /^(Return|Throw|Break|Continue)/.test(node.type);
  let offered = 0;
  for (const other of ingredients(site).statements) {
    if (other === node || !allowed(site, other) || !readable(site, namesIn(other))) continue;
    if (++offered > MAX_STATEMENTS) break;
    const code = site.code(other);
    const jump = !/^Expression/.test(other.type);
    // What the same block does anyway is seldom meant to be done twice.
    const operator = siblings.includes(other) && !jump ? "statement.again" : "statement.copy";
    if (!ends && !(jump && siblings.at(-1) !== node))
      emit(operator, 0.3, site.insertAfter(node, `\n${indent}${code}`));
    if (siblings[0] === node && !jump) emit(operator, 0.25, site.insertBefore(node, `${code}\n${indent}`));
    if (ends && !jump && siblings[0] !== node)
      emit(operator, 0.28, site.insertBefore(node, `${code}\n${indent}`));
    if (isSimple(node) && !jump && code !== site.code(node))
      emit("statement.replace", 0.2, site.replace(node, code));
  }
}

function literalsIn(site: Site, root: Node): string[] {
  const found = new Set<string>();
  walk(root, ({ node, field }) => {
    if (/^(Numeric|String)Literal$/.test(node.type) && field !== "key") found.add(site.code(node));
  });
  return [...found];
}

/** All places of one literal in a piece of code exchanged for another literal. */
function exchanged(site: Site, root: Node, from: string, to: string): string {
  let out = "";
  let at = root.start;
  walk(root, ({ node }) => {
    if (!/^(Numeric|String)Literal$/.test(node.type) || site.code(node) !== from) return;
    out += site.context.source.text.slice(at, node.start) + to;
    at = node.end;
  });
  return out + site.context.source.text.slice(at, root.end);
}

/** The statement of a sibling branch with its literal exchanged for one of this branch's own condition. */
function siblingStatement(site: Site, emit: Emit): void {
  const { node } = site;
  const branch = site.ancestors.find(({ type }) => /^(IfStatement|SwitchCase)$/.test(type));
  const test = branch && child(branch, "test");
  if (!isSimple(node) || !test) return;
  const own = literalsIn(site, test).slice(0, 4);
  for (const other of ingredients(site).statements) {
    if (other === node || !readable(site, namesIn(other))) continue;
    for (const from of literalsIn(site, other).slice(0, 3))
      for (const to of own)
        if (from !== to) emit("branch.sibling", 0.27, site.replace(node, exchanged(site, other, from, to)));
  }
}

function elseAgain(site: Site, emit: Emit): void {
  const { node } = site;
  const yes = child(node, "consequent");
  if (node.type !== "IfStatement" || child(node, "alternate") || !yes || !site.ancestors.some(isFunction))
    return;
  for (const other of ingredients(site).statements) {
    if (!allowed(site, other) || !readable(site, namesIn(other))) continue;
    const inside = yes.start <= other.start && other.end <= yes.end;
    emit("branch.else-copy", inside ? 0.3 : 0.4, site.insertAfter(node, ` else {\n${site.code(other)}\n}`));
  }
}

/** True where a value stands that another one may take the place of. */
export function isValuePlace(site: Site): boolean {
  const { node, field, parent } = site;
  if (
    !parent ||
    !/^(right|init|argument|arguments|body|consequent|alternate|elements|left|object|value)$/.test(field)
  )
    return false;
  if (field === "left" && /Assignment|^For/.test(parent.type)) return false;
  if (field === "value" && (parent.shorthand === true || !/ObjectProperty/.test(parent.type))) return false;
  if (field === "body" && parent.type !== "ArrowFunctionExpression") return false;
  if (
    parent.type === "UpdateExpression" ||
    parent.type === "SpreadElement" ||
    parent.type === "ThrowStatement"
  )
    return false;
  if (/Pattern$/.test(parent.type) || parent.type === "IfStatement") return false;
  return /^(Identifier|.*MemberExpression|.*CallExpression|BinaryExpression|TemplateLiteral|ConditionalExpression)$/.test(
    node.type,
  );
}

/** A call written elsewhere in the file around this value, or a value of the function in its place. */
function valuesAgain(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  if (!isValuePlace(site)) return;
  const code = site.code(node);
  const { wraps, values } = ingredients(site);
  for (const { before, after } of wraps) {
    if (code.startsWith(before) && before) continue;
    emit(
      "call.borrow",
      0.33,
      site.replace(node, before ? `${before}${code}${after}` : site.grouped(node) + after),
    );
  }
  for (const { name, kind, binding } of site.variables.slice(0, 16))
    if (
      kind === "function" &&
      binding.kind !== "class" &&
      !code.startsWith(`${name}(`) &&
      name !== site.fn?.name
    )
      emit("call.borrow", binding.kind === "parameter" ? 0.4 : 0.3, site.replace(node, `${name}(${code})`));
  if (
    field === "object" ||
    field === "left" ||
    (parent?.type === "BinaryExpression" && node.type === "Identifier")
  )
    return;
  for (const other of values)
    if (other !== code && !code.includes(other)) emit("value.borrow", 0.22, site.replace(node, other));
}

/** Lists handed on as one element, and elements handed on as a list. */
function spread(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  if (node.type === "SpreadElement") {
    const inner = child(node, "argument");
    if (inner) emit("value.spread", 0.35, site.replace(node, site.code(inner)));
  } else if (
    (field === "arguments" || field === "elements") &&
    parent &&
    /^(CallExpression|NewExpression|ArrayExpression)$/.test(parent.type) &&
    ["array", "unknown", "map", "set"].includes(site.kindOf(node)) &&
    !/Literal|Function/.test(node.type)
  )
    emit("value.spread", site.kindOf(node) === "array" ? 0.45 : 0.3, site.insertBefore(node, "..."));
}

/** Statements, calls and values of the same function used once more: code that was forgotten looks like its neighbours. */
export const borrow: OperatorFamily = {
  name: "borrow",
  propose(site, emit) {
    statementAgain(site, emit);
    siblingStatement(site, emit);
    elseAgain(site, emit);
    valuesAgain(site, emit);
    spread(site, emit);
  },
};
