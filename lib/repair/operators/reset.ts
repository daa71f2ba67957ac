import { child, children, isFunction, isLoop, type Node, staticName, text, walk } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const MAX_FIELDS = 6;
const MAX_LOCALS = 4;

/** An initial value that can be written once more: literals and empty collections. */
function isFresh(node: Node): boolean {
  if (/^(Numeric|String|Boolean|Null)Literal$/.test(node.type)) return true;
  if (node.type === "ArrayExpression") return children(node, "elements").length === 0;
  if (node.type === "ObjectExpression") return children(node, "properties").length === 0;
  return node.type === "NewExpression" && children(node, "arguments").length === 0;
}

/** How a variable or field gets its first value again. */
interface Reset {
  target: string;
  code: string;
}

/** A collection that can't be replaced is emptied. */
function emptied(target: string, initial: Node): Reset | undefined {
  if (initial.type === "ArrayExpression") return { target, code: `${target}.length = 0;` };
  const callee = initial.type === "NewExpression" ? child(initial, "callee") : undefined;
  return callee && /^(Map|Set)$/.test(text(callee, "name"))
    ? { target, code: `${target}.clear();` }
    : undefined;
}

function localResets(site: Site): Reset[] {
  return site.variables
    .filter(({ binding }) => binding.kind === "variable" && binding.init && isFresh(binding.init))
    .slice(0, MAX_LOCALS)
    .map(({ name, binding }) => ({
      target: name,
      code: `${name} = ${binding.init ? site.code(binding.init) : ""};`,
    }));
}

const fieldCache = new WeakMap<Node, Reset[]>();

/** Fields of the class around a site with the value that its declaration or constructor gives them. */
function fieldResets(site: Site): Reset[] {
  const body = site.ancestors.find(({ type }) => type === "ClassBody");
  if (!body) return [];
  const known = fieldCache.get(body);
  if (known) return known;
  const found: Reset[] = [];
  for (const member of children(body, "body")) {
    const value = child(member, "value");
    const key = child(member, "key");
    if (
      /^Class(Private)?Property$/.test(member.type) &&
      value &&
      key &&
      member.static !== true &&
      isFresh(value)
    ) {
      const target = `this.${site.code(key)}`;
      const reset =
        member.readonly === true
          ? emptied(target, value)
          : { target, code: `${target} = ${site.code(value)};` };
      if (reset) found.push(reset);
    }
    if (member.type !== "ClassMethod" || text(member, "kind") !== "constructor") continue;
    walk(member, ({ node }) => {
      const left = node.type === "AssignmentExpression" ? child(node, "left") : undefined;
      const right = child(node, "right");
      const own = left && child(left, "object")?.type === "ThisExpression" && left.computed !== true;
      if (own && right && isFresh(right))
        found.push({ target: site.code(left), code: `${site.code(left)} = ${site.code(right)};` });
    });
  }
  fieldCache.set(body, found);
  return found;
}

/** The variable that a statement, or a block of one statement, changes. */
function changedBy(site: Site, statement: Node): string | undefined {
  const only = statement.type === "BlockStatement" ? children(statement, "body") : [statement];
  const [first, more] = only;
  const expression = first && !more ? child(first, "expression") : undefined;
  const target =
    expression?.type === "UpdateExpression"
      ? child(expression, "argument")
      : expression?.type === "AssignmentExpression"
        ? child(expression, "left")
        : undefined;
  return target && site.code(target);
}

/** A count that goes on only while a condition holds starts anew where it does not. */
function elseReset(site: Site, emit: Emit, resets: readonly Reset[]): void {
  const { node } = site;
  const yes = child(node, "consequent");
  if (node.type !== "IfStatement" || !yes || child(node, "alternate")) return;
  const target = changedBy(site, yes);
  const inLoop = site.ancestors.find((next) => isLoop(next) || isFunction(next));
  for (const reset of resets) {
    if (reset.target !== target) continue;
    const code = yes.type === "BlockStatement" ? ` else {\n${reset.code}\n}` : ` else ${reset.code}`;
    emit("branch.reset", inLoop && isLoop(inLoop) ? 0.62 : 0.4, site.insertAfter(node, code));
  }
}

/** State that has to begin anew: a variable or field gets its first value after this statement. */
function resetAfter(site: Site, emit: Emit, resets: readonly Reset[]): void {
  const { node, parent, field } = site;
  if (node.type !== "ExpressionStatement" || !parent || !Array.isArray(parent[field])) return;
  const indent = site.blankBefore(node);
  const siblings = children(parent, field);
  const text = siblings.map((sibling) => site.code(sibling)).join("\n");
  for (const { code } of resets)
    if (!text.includes(code)) emit("statement.reset", 0.38, site.insertAfter(node, `\n${indent}${code}`));
}

/** The two names of one expression written `this.#a` where `this.#b` is meant. */
function privateFields(site: Site, emit: Emit): void {
  const { node } = site;
  const property = node.type === "MemberExpression" ? child(node, "property") : undefined;
  const body = site.ancestors.find(({ type }) => type === "ClassBody");
  if (property?.type !== "PrivateName" || !body) return;
  for (const member of children(body, "body")) {
    const key = child(member, "key");
    const method = member.type === "ClassPrivateMethod";
    if (key?.type !== "PrivateName" || method !== (site.field === "callee")) continue;
    if (site.code(key) !== site.code(property))
      emit("name.property", 0.5, site.replace(property, site.code(key)));
  }
}

/** Initial values given once more, and private fields taken for each other. */
export const reset: OperatorFamily = {
  name: "reset",
  propose(site, emit) {
    privateFields(site, emit);
    if (!/^(If|Expression)Statement$/.test(site.node.type) || !site.ancestors.some(isFunction)) return;
    const own = site.fn?.node;
    const inConstructor = own !== undefined && staticName(own, "key") === "constructor";
    const resets = [...localResets(site), ...(inConstructor ? [] : fieldResets(site).slice(0, MAX_FIELDS))];
    elseReset(site, emit, resets);
    resetAfter(site, emit, resets);
  },
};
