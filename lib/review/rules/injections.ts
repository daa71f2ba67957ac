import { child, children, type Node, staticName, text, walk } from "../../repair/syntax/node.ts";
import { type Side, sourceOf } from "../file-change.ts";
import type { Hit } from "../finding.ts";

const EXECUTE = new Set(["exec", "execSync"]);
const SQL = /^\s*(select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+[\s\S]*\sset\s|delete\s+from\s)/i;

interface Composed {
  fixed: string;
  inserted: string;
  /** Something is put in where SQL takes a value: after = or inside of quotes. */
  asValue: boolean;
}

const BEFORE_VALUE = /(?:[=<>]|\blike|\bvalues\s*\(|')\s*[%']*$/i;

/** A string that is put together from fixed parts and anything but constants; null for any other. */
function composed(side: Side, node: Node): Composed | null {
  if (node.type === "TemplateLiteral") {
    const parts = children(node, "expressions").filter((one) => !/^[A-Z][A-Z0-9_]*$/.test(text(one, "name")));
    const [first] = parts;
    const asValue = parts.some((part) =>
      BEFORE_VALUE.test(side.text.slice(node.start, part.start).replace(/\$\{\s*$/, "")),
    );
    return first
      ? { fixed: sourceOf(side, node).slice(1, -1), inserted: sourceOf(side, first), asValue }
      : null;
  }
  if (node.type !== "BinaryExpression" || node.operator !== "+") return null;
  const [left, right] = [child(node, "left"), child(node, "right")];
  if (!left || !right) return null;
  const known = composed(side, left);
  const start = left.type === "StringLiteral" ? text(left, "value") : known?.fixed;
  if (start === undefined) return null;
  if (right.type === "StringLiteral") return known;
  const fixed = sourceOf(side, left).replace(/["'`]$/, "");
  return {
    fixed: start,
    inserted: known?.inserted ?? sourceOf(side, right),
    asValue: (known?.asValue ?? false) || BEFORE_VALUE.test(fixed),
  };
}

/** Text that is run as code, as a shell command or as SQL with something put into it. */
export function injections(side: Side): Hit[] {
  const hits: Hit[] = [];
  if (!side.ast) return hits;
  const imports = /child_process/.test(side.text);
  walk(side.ast, ({ node, ancestors }) => {
    const callee = /^(Call|New)Expression$/.test(node.type) ? child(node, "callee") : undefined;
    const [first] = children(node, "arguments");
    const name =
      callee &&
      (callee.type === "Identifier" ? text(callee, "name") : (staticName(callee, "property") ?? ""));
    if (callee?.type === "Identifier" && first && (name === "eval" || name === "Function")) {
      const last = children(node, "arguments").at(-1);
      if (last && !/Literal$/.test(last.type))
        hits.push({
          start: node.start,
          end: node.end,
          confidence: 0.85,
          harm: `Whoever decides what ${sourceOf(side, last).slice(0, 60)} holds runs code of their own in this process.`,
        });
    }
    const command = first && composed(side, first);
    if (imports && name && EXECUTE.has(name) && command)
      hits.push({
        start: node.start,
        end: node.end,
        confidence: 0.85,
        harm: `A shell reads this text: with "; rm -r ." in ${command.inserted.slice(0, 60)} it runs that command too. Use execFile with a list of arguments.`,
      });
    const query = ancestors[0]?.type === "TaggedTemplateExpression" ? null : composed(side, node);
    const inner = ancestors[0]?.type === "BinaryExpression";
    if (query?.asValue && !inner && SQL.test(query.fixed))
      hits.push({
        start: node.start,
        end: node.end,
        confidence: 0.8,
        harm: `A quote in ${query.inserted.slice(0, 60)} ends the text of the query: its value can read or change other rows. Use a parameter.`,
      });
  });
  return hits;
}
