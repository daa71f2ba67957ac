import { calleeName, child, children, isFunction, type Node, text, walk } from "../syntax/node.ts";
import { namesIn } from "../syntax/scope.ts";
import { atoms } from "./atoms.ts";
import { isTest } from "./logic.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

function loopTest(parent: Node | undefined): boolean {
  return parent !== undefined && /^(For|While|DoWhile)/.test(parent.type);
}

function strengthen(site: Site, emit: Emit): void {
  const { node, parent } = site;
  const code = site.grouped(node);
  const bare =
    node.type === "LogicalExpression"
      ? (operator: string) => (text(node, "operator") === operator ? site.code(node) : code)
      : () => (node.type === "BinaryExpression" ? site.code(node) : code);
  for (const { code: atom, weight, literal } of atoms(site, 60)) {
    if (site.code(node).includes(atom)) continue;
    const scale = weight * (literal ? 0.6 : 1);
    const orFirst = /== null|^!|length|=== 0/.test(atom);
    emit("condition.and", 0.5 * scale, site.replace(node, `${bare("&&")} && ${atom}`));
    if (!loopTest(parent))
      emit(
        "condition.or",
        0.4 * scale,
        site.replace(node, orFirst ? `${atom} || ${bare("||")}` : `${bare("||")} || ${atom}`),
      );
    emit("condition.replace", 0.35 * scale, site.replace(node, atom));
  }
  // A guard in front keeps the rest from being evaluated on a missing value.
  for (const name of namesIn(node)) {
    const variable = site.variable(name);
    if (!variable || variable.kind === "function" || variable.kind === "number") continue;
    emit("condition.guard", 0.5, site.replace(node, `${name} && ${code}`));
    emit("condition.guard", 0.4, site.replace(node, `!${name} || ${code}`));
  }
  if (!loopTest(parent)) {
    emit("condition.constant", 0.15, site.replace(node, "true"));
    emit("condition.constant", 0.15, site.replace(node, "false"));
  }
}

/** Conditions written elsewhere in the file whose names can all be read here. */
function borrowed(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  if (!isTest(field, parent) || loopTest(parent)) return;
  const readable = new Set(site.variables.map(({ name }) => name));
  let offered = 0;
  walk(site.context.source.ast, ({ node: other, field: otherField, ancestors }) => {
    if (
      offered > 30 ||
      otherField !== "test" ||
      other === node ||
      !ancestors[0] ||
      ancestors[0].type === "ForStatement"
    )
      return;
    const code = site.code(other);
    if (
      code.length > 80 ||
      code === site.code(node) ||
      ![...namesIn(other)].every((name) => readable.has(name) || /^[A-Z]/.test(name))
    )
      return;
    offered++;
    emit("condition.borrow", 0.35, site.replace(node, code));
    emit("condition.borrow", 0.35, site.replace(node, `${site.grouped(node)} && ${site.grouped(other)}`));
    emit("condition.borrow", 0.35, site.replace(node, `${site.grouped(node)} || ${site.grouped(other)}`));
  });
}

/** `filter(x => cond)` and `return cond` are conditions as well. */
function booleanResult(site: Site): boolean {
  const { node, field, parent } = site;
  if (site.kindOf(node) !== "boolean") return false;
  return (
    (field === "body" && parent?.type === "ArrowFunctionExpression") ||
    (field === "argument" && parent?.type === "ReturnStatement")
  );
}

function ternary(site: Site, emit: Emit): void {
  const { node } = site;
  const test = child(node, "test");
  const yes = child(node, "consequent");
  const no = child(node, "alternate");
  if (!test || !yes || !no) return;
  emit("condition.swap-branches", 0.7, site.replace(yes, site.code(no)), site.replace(no, site.code(yes)));
  emit("condition.keep-branch", 0.2, site.replace(node, site.grouped(yes)));
  emit("condition.keep-branch", 0.2, site.replace(node, site.grouped(no)));
}

function swapBlocks(site: Site, emit: Emit): void {
  const yes = child(site.node, "consequent");
  const no = child(site.node, "alternate");
  if (yes && no && no.type !== "IfStatement")
    emit("condition.swap-branches", 0.5, site.replace(yes, site.code(no)), site.replace(no, site.code(yes)));
}

/** Recursion that passes the same argument on never ends: offer to shrink it. */
function recursion(site: Site, emit: Emit): void {
  const fn = site.ancestors.find(isFunction);
  const id = fn && child(fn, "id");
  if (!id || calleeName(site.node) !== text(id, "name")) return;
  for (const argument of children(site.node, "arguments")) {
    if (argument.type !== "Identifier") continue;
    const name = text(argument, "name");
    const kind = site.variable(name)?.kind;
    if (kind === "number" || kind === "unknown") {
      emit("recursion.step", 0.5, site.insertAfter(argument, " - 1"));
      emit("recursion.step", 0.4, site.insertAfter(argument, " + 1"));
    }
    if (kind === "array" || kind === "string" || kind === "unknown")
      emit("recursion.step", 0.4, site.insertAfter(argument, ".slice(1)"));
  }
}

/** Conditions made stricter, looser, replaced by generated or borrowed ones; exchanged branches. */
export const conditions: OperatorFamily = {
  name: "conditions",
  propose(site, emit) {
    const { node, field, parent } = site;
    if (isTest(field, parent) || booleanResult(site)) strengthen(site, emit);
    borrowed(site, emit);
    if (node.type === "ConditionalExpression") ternary(site, emit);
    else if (node.type === "IfStatement") swapBlocks(site, emit);
    else if (node.type === "CallExpression") recursion(site, emit);
  },
};
