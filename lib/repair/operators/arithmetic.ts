import { child, type Node, text } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const NEAR: Record<string, readonly [string, number][]> = {
  "+": [
    ["-", 0.75],
    ["*", 0.45],
    ["/", 0.2],
    ["%", 0.1],
  ],
  "-": [
    ["+", 0.75],
    ["*", 0.2],
    ["/", 0.25],
    ["%", 0.15],
  ],
  "*": [
    ["/", 0.6],
    ["+", 0.5],
    ["**", 0.3],
    ["-", 0.2],
  ],
  "/": [
    ["*", 0.65],
    ["%", 0.45],
    ["-", 0.2],
    ["+", 0.1],
  ],
  "%": [
    ["/", 0.5],
    ["*", 0.2],
    ["-", 0.2],
    ["+", 0.1],
  ],
  "**": [["*", 0.6]],
  "&": [
    ["|", 0.6],
    ["^", 0.4],
    [">>", 0.1],
  ],
  "|": [
    ["&", 0.6],
    ["^", 0.5],
  ],
  "^": [
    ["&", 0.6],
    ["|", 0.5],
  ],
  "<<": [
    [">>", 0.6],
    [">>>", 0.3],
  ],
  ">>": [
    ["<<", 0.6],
    [">>>", 0.5],
  ],
  ">>>": [
    [">>", 0.5],
    ["<<", 0.4],
  ],
};

const ASSIGN: Record<string, readonly [string, number][]> = {
  "+=": [
    ["-=", 0.75],
    ["=", 0.5],
    ["*=", 0.45],
  ],
  "-=": [
    ["+=", 0.75],
    ["=", 0.3],
  ],
  "*=": [
    ["+=", 0.55],
    ["/=", 0.5],
    ["=", 0.3],
  ],
  "/=": [
    ["*=", 0.6],
    ["%=", 0.3],
  ],
  "=": [
    ["+=", 0.5],
    ["??=", 0.2],
    ["-=", 0.2],
    ["||=", 0.1],
  ],
  "||=": [
    ["??=", 0.7],
    ["&&=", 0.3],
    ["=", 0.2],
  ],
  "&&=": [["||=", 0.5]],
  "??=": [
    ["=", 0.3],
    ["||=", 0.3],
  ],
};

function operatorEdit(
  site: Site,
  left: Node,
  right: Node,
  from: string,
  to: string,
): { start: number; end: number; text: string } {
  const between = site.context.source.text.slice(left.end, right.start);
  const at = left.end + between.lastIndexOf(from);
  return { start: at, end: at + from.length, text: to };
}

function binary(site: Site, emit: Emit): void {
  const { node } = site;
  const left = child(node, "left");
  const right = child(node, "right");
  const operator = text(node, "operator");
  const options = NEAR[operator];
  if (!left || !right || !options) return;
  const strings = [site.kindOf(left), site.kindOf(right)].includes("string");
  for (const [to, prior] of options)
    if (!strings || operator !== "+")
      emit("arithmetic.swap", prior, operatorEdit(site, left, right, operator, to));
  if (["-", "/", "%", "**", "<<", ">>"].includes(operator) || strings)
    emit(
      "arithmetic.sides",
      strings ? 0.5 : 0.55,
      site.replace(left, site.grouped(right)),
      site.replace(right, site.grouped(left)),
    );
  regroup(site, emit, left, right);
  if (!strings || operator !== "+") {
    emit("arithmetic.keep-side", 0.25, site.replace(node, site.code(left)));
    emit("arithmetic.keep-side", 0.2, site.replace(node, site.code(right)));
  }
}

/** `a * b + c` also as `a * (b + c)`, `a + b * c` as `(a + b) * c`. */
function regroup(site: Site, emit: Emit, left: Node, right: Node): void {
  const inner = (side: Node): boolean =>
    side.type === "BinaryExpression" && NEAR[text(side, "operator")] !== undefined;
  if (inner(left)) {
    const middle = child(left, "right");
    if (middle) emit("arithmetic.regroup", 0.5, site.insertBefore(middle, "("), site.insertAfter(right, ")"));
  }
  if (inner(right)) {
    const middle = child(right, "left");
    if (middle) emit("arithmetic.regroup", 0.5, site.insertBefore(left, "("), site.insertAfter(middle, ")"));
  }
}

/** Another arithmetic, bit or assignment operator, exchanged operands, other grouping, flipped sign. */
export const arithmetic: OperatorFamily = {
  name: "arithmetic",
  propose(site, emit) {
    const { node } = site;
    if (node.type === "BinaryExpression") binary(site, emit);
    else if (node.type === "AssignmentExpression") {
      const left = child(node, "left");
      const right = child(node, "right");
      const operator = text(node, "operator");
      if (!left || !right) return;
      for (const [to, prior] of ASSIGN[operator] ?? [])
        emit("assignment.operator", prior, operatorEdit(site, left, right, operator, to));
    } else if (node.type === "UpdateExpression") {
      const argument = child(node, "argument");
      if (!argument) return;
      const name = site.code(argument);
      const other = text(node, "operator") === "++" ? "--" : "++";
      const prefix = node.prefix === true;
      emit("update.direction", 0.6, site.replace(node, prefix ? other + name : name + other));
      emit(
        "update.position",
        0.3,
        site.replace(node, prefix ? name + text(node, "operator") : text(node, "operator") + name),
      );
      emit("update.step", 0.15, site.replace(node, `${name} ${text(node, "operator")[0] ?? "+"}= 2`));
    } else if (node.type === "UnaryExpression" && ["-", "+", "~"].includes(text(node, "operator"))) {
      const argument = child(node, "argument");
      if (argument) emit("arithmetic.sign", 0.5, site.replace(node, site.code(argument)));
    }
  },
};
