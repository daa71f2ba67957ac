import { child, children, type Node, staticName, text, walk } from "../../repair/syntax/node.ts";
import { parseText } from "../../repair/syntax/source.ts";

const LITERAL = /^(Numeric|String|Boolean|Null|BigInt|RegExp)Literal$/;

function isLiteral(node: Node): boolean {
  if (LITERAL.test(node.type)) return true;
  if (node.type === "UnaryExpression")
    return children(node, "argument").length === 0 && isLiteral(child(node, "argument") ?? node);
  if (node.type === "ArrayExpression") return children(node, "elements").every(isLiteral);
  if (node.type === "ObjectExpression")
    return children(node, "properties").every((one) => {
      const value = child(one, "value");
      return (
        one.type === "ObjectProperty" && one.computed !== true && value !== undefined && isLiteral(value)
      );
    });
  if (node.type === "NewExpression") {
    const callee = child(node, "callee");
    return (
      /^(Date|Map|Set)$/.test(callee ? text(callee, "name") : "") &&
      children(node, "arguments").every(isLiteral)
    );
  }
  return node.type === "Identifier" && text(node, "name") === "undefined";
}

/** Calls with nothing but literals, by the last name of what is called; `new Cart(…)` by "new Cart". */
export function callSites(files: { path: string; text: string }[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of files) {
    let ast: Node;
    try {
      ast = parseText(file.path, file.text);
    } catch {
      continue;
    }
    walk(ast, ({ node }) => {
      if (!/^(New|Call|OptionalCall)Expression$/.test(node.type)) return true;
      const callee = child(node, "callee");
      const name = callee && (staticName(callee, "property") ?? text(callee, "name"));
      const given = children(node, "arguments");
      if (!name || !given.every(isLiteral)) return true;
      const key = node.type === "NewExpression" ? `new ${name}` : name;
      const args = given.map((one) => file.text.slice(one.start, one.end).replace(/\s+/g, " ")).join(", ");
      const known = found.get(key) ?? [];
      if (args.length < 400 && !known.includes(args)) found.set(key, [...known, args]);
      return true;
    });
  }
  return found;
}
