import { children, isFunction } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Names of free-standing identifiers in a piece of code. */
function namesOf(code: string): string[] {
  const bare = code.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  return [...bare.matchAll(/(?<![\w$.])[a-z_$][\w$]*/g)].map(([name]) => name);
}

const WORDS = new Set([
  "if",
  "return",
  "throw",
  "new",
  "typeof",
  "null",
  "undefined",
  "true",
  "false",
  "const",
  "let",
  "await",
  "continue",
  "break",
  "instanceof",
  "in",
  "of",
  "for",
  "else",
  "this",
]);

function readable(site: Site, code: string): boolean {
  const known = new Set(site.variables.map(({ name }) => name));
  return namesOf(code).every(
    (name) => WORDS.has(name) || known.has(name) || new RegExp(`\\b(const|let) ${name}\\b`).test(code),
  );
}

/** Changes that fixed something before, where the same text stands or the added line can be read. */
export const past: OperatorFamily = {
  name: "past",
  propose(site, emit: Emit) {
    const { node, parent, field, context } = site;
    const listed = parent && /^(body|consequent)$/.test(field) && Array.isArray(parent[field]);
    const arrow =
      field === "body" && parent?.type === "ArrowFunctionExpression" && node.type !== "BlockStatement";
    if (!(listed || arrow) || context.templates.length === 0) return;
    const code = site.code(node);
    for (const { from, to } of context.templates) {
      if (from === "") {
        if (!listed) continue;
        const first =
          children(parent, field)[0] === node && site.ancestors[1] && isFunction(site.ancestors[1]);
        if (readable(site, to)) emit("past.insert", first ? 0.7 : 0.5, site.insertBefore(node, `${to}\n`));
        continue;
      }
      const edge = (text: string, side: "start" | "end"): string =>
        /[\w$]/.test((side === "start" ? text[0] : text.at(-1)) ?? "")
          ? side === "start"
            ? "(?<![\\w$])"
            : "(?![\\w$])"
          : "";
      for (const match of code.matchAll(
        new RegExp(edge(from, "start") + escaped(from) + edge(from, "end"), "g"),
      ))
        emit("past.replace", from.length > 6 ? 0.9 : 0.6, {
          start: node.start + match.index,
          end: node.start + match.index + from.length,
          text: to,
        });
    }
  },
};
