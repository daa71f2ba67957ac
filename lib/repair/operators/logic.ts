import type { Edit } from "../syntax/edits.ts";
import { child, type Node, text } from "../syntax/node.ts";
import type { OperatorFamily, Site } from "./site.ts";

const NEAR: Record<string, readonly [string, number][]> = {
  "&&": [["||", 0.85]],
  "||": [
    ["&&", 0.85],
    ["??", 0.85],
  ],
  "??": [
    ["||", 0.5],
    ["&&", 0.3],
  ],
};

/** True when the node decides which way the program goes. */
export function isTest(field: string, parent: Node | undefined): boolean {
  return field === "test" && parent !== undefined && parent.type !== "SwitchCase";
}

/** `a ?? b`, in parentheses where another logical operator stands beside it. */
function coalesced(site: Site, left: Node, operator: string, right: Node): Edit {
  const mixed = [left, right, site.parent].some((node) => node?.type === "LogicalExpression");
  const [first, second] = [left, right].map((side) =>
    side.type === "LogicalExpression" ? `(${site.code(side)})` : site.code(side),
  );
  const code = `${first} ${operator} ${second}`;
  return site.replace(site.node, mixed ? `(${code})` : code);
}

/** And/or/nullish swaps, dropped operands, negation of a whole condition or of a part. */
export const logic: OperatorFamily = {
  name: "logic",
  propose(site, emit) {
    const { node, field, parent } = site;
    const left = child(node, "left");
    const right = child(node, "right");
    if (node.type === "LogicalExpression" && left && right) {
      const operator = text(node, "operator");
      const between = site.context.source.text.slice(left.end, right.start);
      const at = left.end + between.indexOf(operator);
      for (const [to, prior] of NEAR[operator] ?? []) {
        // `??` may not stand beside the others without parentheses.
        const mixed = to === "??" || operator === "??";
        if (!mixed) emit("logic.swap", prior, { start: at, end: at + operator.length, text: to });
        else emit(to === "??" ? "nullish.coalesce" : "logic.swap", prior, coalesced(site, left, to, right));
      }
      emit("logic.keep-side", 0.45, site.replace(node, site.code(left)));
      emit("logic.keep-side", 0.45, site.replace(node, site.code(right)));
      for (const side of [left, right])
        if (!isNegation(side))
          emit(
            "logic.negate-part",
            /CallExpression$/.test(side.type) ? 0.8 : 0.5,
            site.replace(side, `!${site.grouped(side)}`),
          );
      return;
    }
    if (isNegation(node)) {
      const argument = child(node, "argument");
      if (argument)
        emit(
          "logic.drop-not",
          0.8,
          site.replace(node, isTest(field, parent) ? site.code(argument) : site.grouped(argument)),
        );
      return;
    }
    const boolean =
      isTest(field, parent) ||
      (field === "argument" && parent?.type === "ReturnStatement" && site.kindOf(node) === "boolean");
    const callback =
      field === "body" && parent?.type === "ArrowFunctionExpression" && site.kindOf(node) === "boolean";
    if (boolean || callback) emit("logic.negate", 0.75, site.replace(node, `!${site.grouped(node)}`));
  },
};

function isNegation(node: Node): boolean {
  return node.type === "UnaryExpression" && text(node, "operator") === "!";
}
