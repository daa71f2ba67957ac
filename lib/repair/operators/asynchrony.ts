import { child, isFunction, staticName, text } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

function inAsync(site: Site): boolean {
  const fn = site.ancestors.find(isFunction);
  return fn?.async === true;
}

/** Names of functions of this file or seen as asynchronous elsewhere; unknown callees are tried as well, later. */
function isAsyncCall(site: Site): boolean {
  const callee = child(site.node, "callee");
  if (!callee) return false;
  const name = staticName(callee, "property") ?? text(callee, "name");
  const target = site.context.functions.find((fn) => fn.name === name || fn.name.endsWith(`.${name}`));
  return target?.node.async === true;
}

/** A promise whose failure is caught on the side, or that is thrown away: the code around it never learns of it. */
function unwatched(site: Site, emit: Emit): void {
  const { node, parent } = site;
  const ignored = node.type === "UnaryExpression" && text(node, "operator") === "void";
  const value = ignored ? child(node, "argument") : node;
  if (!value || !/CallExpression$/.test(value.type) || (!ignored && parent?.type !== "ExpressionStatement"))
    return;
  const callee = child(value, "callee");
  const promise = callee && staticName(callee, "property") === "catch" ? child(callee, "object") : undefined;
  const guarded = site.ancestors.some(({ type }) => type === "TryStatement");
  if (promise) emit("await.watched", guarded ? 0.75 : 0.5, site.replace(node, `await ${site.code(promise)}`));
  if (ignored) emit("await.watched", 0.7, site.replace(node, `await ${site.code(value)}`));
}

/** Missing or superfluous `await`, `Promise.all` around an array of promises. */
export const asynchrony: OperatorFamily = {
  name: "asynchrony",
  propose(site, emit) {
    const { node, parent } = site;
    if (node.type === "AwaitExpression") {
      const argument = child(node, "argument");
      if (argument) emit("await.drop", 0.15, site.replace(node, site.code(argument)));
      return;
    }
    if (!inAsync(site) || parent?.type === "AwaitExpression") return;
    unwatched(site, emit);
    if (/^(Optional)?CallExpression$/.test(node.type)) {
      const prior = isAsyncCall(site) ? 0.95 : 0.65;
      const loose =
        /^(ExpressionStatement|VariableDeclarator|ReturnStatement|AssignmentExpression|SpreadElement|ForOfStatement)$/.test(
          parent?.type ?? "",
        );
      emit(
        "await.add",
        loose ? prior : prior * 0.9,
        site.replace(node, loose ? `await ${site.code(node)}` : `(await ${site.code(node)})`),
      );
      const callee = child(node, "callee");
      if (callee && staticName(callee, "property") === "map")
        emit(
          "await.all",
          0.6,
          site.replace(
            node,
            loose ? `await Promise.all(${site.code(node)})` : `(await Promise.all(${site.code(node)}))`,
          ),
        );
    } else if (
      node.type === "Identifier" &&
      /^(VariableDeclarator|ReturnStatement|MemberExpression|BinaryExpression)$/.test(parent?.type ?? "") &&
      site.field !== "id" &&
      site.field !== "property"
    )
      emit(
        "await.value",
        site.kindOf(node) === "promise" ? 0.8 : 0.1,
        site.replace(node, `(await ${site.code(node)})`),
      );
  },
};
