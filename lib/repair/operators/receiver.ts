import { child, children, isFunction, type Node, text, walk } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

function usesThis(fn: Node): boolean {
  let found = false;
  walk(fn, ({ node }) => {
    if (node !== fn && isFunction(node) && node.type !== "ArrowFunctionExpression") return false;
    if (node.type === "ThisExpression") found = true;
    return !found;
  });
  return found;
}

/** `this` that means another object than the one intended. */
function lostThis(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  if (node.type === "ThisExpression") {
    for (const name of ["self", "that", "_this", "me", "context", "ctx"])
      if (site.variable(name)) emit("this.saved", 0.6, site.replace(node, name));
    return;
  }
  if (node.type === "Identifier" && field === "object" && /^(self|that|_this|me)$/.test(text(node, "name")))
    emit("this.own", 0.3, site.replace(node, "this"));
  if (field !== "arguments" || !parent) return;
  const body = child(node, "body");
  if (node.type === "FunctionExpression" && body && node.generator !== true && usesThis(node)) {
    const params = children(node, "params").map((param) => site.code(param));
    const head = `${node.async === true ? "async " : ""}(${params.join(", ")}) => `;
    emit("this.arrow", 0.6, { start: node.start, end: body.start, text: head });
    emit("this.bind", 0.5, site.insertAfter(node, ".bind(this)"));
  } else if (node.type === "MemberExpression" && node.computed !== true) {
    const object = child(node, "object");
    if (object && /^(this|self|that)$/.test(site.code(object)))
      emit("this.bind", 0.35, site.insertAfter(node, `.bind(${site.code(object)})`));
  }
}

/** A class that is called like a function, a shared loop variable in closures. */
function declarations(site: Site, emit: Emit): void {
  const { node, parent } = site;
  if (node.type === "CallExpression") {
    const callee = child(node, "callee");
    const name = callee && text(callee, "name");
    if (
      name &&
      /^[A-Z][a-z]/.test(name) &&
      !/^(String|Number|Boolean|Symbol|BigInt|Date|Object|Array|Error|RegExp)$/.test(name)
    )
      emit("call.new", 0.55, site.insertBefore(node, "new "));
  }
  if (
    node.type === "VariableDeclaration" &&
    text(node, "kind") === "var" &&
    parent &&
    /^For/.test(parent.type)
  )
    emit("name.block", 0.3, { start: node.start, end: node.start + 3, text: "let" });
}

/** `this` that is another object than the one meant, and `new` that was forgotten. */
export const receiver: OperatorFamily = {
  name: "receiver",
  propose(site, emit) {
    lostThis(site, emit);
    declarations(site, emit);
  },
};
