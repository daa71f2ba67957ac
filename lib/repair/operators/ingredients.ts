import { child, children, type Node, staticName, text, walk } from "../syntax/node.ts";
import type { Site } from "./site.ts";

const MAX_CALLS = 12;
const LONGEST = 120;

/** Code of the function around a site, or of the whole file for code outside functions. */
function home(site: Site): Node {
  return site.fn?.node ?? site.ancestors.at(-1) ?? site.node;
}

interface Ingredients {
  statements: Node[];
  /** Texts before and after the hole of a wrapping call: `String(`, `)` or ``, `.trim()`. */
  wraps: { before: string; after: string }[];
  values: string[];
}

const cache = new WeakMap<Node, Ingredients>();

/** A statement that stands for itself and is short enough to be used again. */
export function isSimple(node: Node): boolean {
  return (
    /^(ExpressionStatement|ReturnStatement|ThrowStatement|BreakStatement|ContinueStatement)$/.test(
      node.type,
    ) && node.end - node.start <= LONGEST
  );
}

function wrapsOf(site: Site, call: Node): { before: string; after: string } | undefined {
  const callee = child(call, "callee");
  const all = children(call, "arguments");
  if (!callee) return undefined;
  if (callee.type === "MemberExpression") {
    const object = child(callee, "object");
    const own = staticName(callee, "property");
    if (!object || !own) return undefined;
    if (/^[A-Z]/.test(text(object, "name")) && all.length === 1)
      return { before: `${site.code(callee)}(`, after: ")" };
    const rest = site.context.source.text.slice(object.end, call.end);
    const literal = all.every(({ type }) => /Literal$/.test(type) || /Function/.test(type));
    return literal && rest.length < 60 ? { before: "", after: rest } : undefined;
  }
  return callee.type === "Identifier" && all.length === 1 && text(callee, "name") !== "require"
    ? { before: `${site.code(callee)}(`, after: ")" }
    : undefined;
}

/** Simple statements, wrapping calls and small values written in a function. */
export function ingredients(site: Site): Ingredients {
  const root = home(site);
  const known = cache.get(root);
  if (known) return known;
  const statements = new Map<string, Node>();
  const wraps = new Map<string, { before: string; after: string }>();
  const values = new Map<string, number>();
  const collect = (from: Node, own: boolean): void =>
    walk(from, ({ node, field }) => {
      if (own && isSimple(node)) statements.set(site.code(node), node);
      if (node.type === "CallExpression" && field !== "expression") {
        const wrap = wrapsOf(site, node);
        if (wrap) wraps.set(`${wrap.before}\0${wrap.after}`, wrap);
      }
      const value =
        own &&
        /^(Optional)?(Member|Call)Expression$|^(Binary|Unary)Expression$/.test(node.type) &&
        field !== "callee";
      const code = value ? site.code(node) : "";
      if (value && code.length <= 40) values.set(code, (values.get(code) ?? 0) + 1);
    });
  collect(root, true);
  collect(site.ancestors.at(-1) ?? root, false);
  const found = {
    statements: [...statements.values()].slice(0, 40),
    wraps: [...wraps.values()].slice(0, MAX_CALLS * 2),
    values: [...values.keys()].slice(0, 40),
  };
  cache.set(root, found);
  return found;
}
