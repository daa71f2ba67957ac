import { child, children, isFunction, isLoop, type Node, staticName, text, walk } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

/** A text that is read sign by sign: `for (let i = 0; …) { const sign = source[i]; … }`. */
interface Scan {
  source: string;
  index: string;
  sign: string;
}

function scanOf(site: Site): Scan | undefined {
  const loop = site.ancestors.find(isLoop);
  const body = loop && child(loop, "body");
  for (const statement of body ? children(body, "body") : [])
    for (const declarator of children(statement, "declarations")) {
      const id = child(declarator, "id");
      const init = child(declarator, "init");
      const object = init && child(init, "object");
      const callee = init && child(init, "callee");
      const index =
        init && (init.computed === true ? child(init, "property") : children(init, "arguments")[0]);
      const text = callee && staticName(callee, "property") === "charAt" ? child(callee, "object") : object;
      if (id?.type === "Identifier" && text?.type === "Identifier" && index?.type === "Identifier")
        return { source: site.code(text), index: site.code(index), sign: site.code(id) };
    }
  return undefined;
}

/** What signs are collected in: the target of `field += sign`, or of `field.push(sign)`. */
function collectors(site: Site, { sign }: Scan): string[] {
  const fn = site.ancestors.find(isFunction);
  const found = new Set<string>();
  if (fn)
    walk(fn, ({ node }) => {
      const right = node.type === "AssignmentExpression" ? child(node, "right") : undefined;
      const left = child(node, "left");
      if (left && right && text(node, "operator") === "+=" && site.code(right) === sign)
        found.add(`${site.code(left)} += $;`);
      const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
      const [first] = children(node, "arguments");
      if (callee && first && staticName(callee, "property") === "push" && site.code(first) === sign)
        found.add(`${site.code(callee)}($);`);
    });
  return [...found].slice(0, 2);
}

/** `sign === '"'`: the sign that the branch is about, as it is written. */
function comparedSign(site: Site, test: Node | undefined, { sign }: Scan): string | undefined {
  const left = test && child(test, "left");
  const right = test && child(test, "right");
  const equal = test?.type === "BinaryExpression" && /^===?$/.test(text(test, "operator"));
  return equal && left && right && site.code(left) === sign ? site.code(right) : undefined;
}

/** A sign that ends something stands for itself when it is written twice, or after a backslash. */
function escaped(site: Site, emit: Emit): void {
  const { node } = site;
  if (node.type !== "IfStatement") return;
  const scan = scanOf(site);
  const literal = scan && comparedSign(site, child(node, "test"), scan);
  if (!scan || !literal) return;
  const { source, index, sign } = scan;
  for (const collect of collectors(site, scan)) {
    const keep = (value: string): string => `{ ${collect.replace("$", () => value)} ${index}++; } else `;
    const twice = `if (${sign} === ${literal} && ${source}[${index} + 1] === ${literal}) ${keep(sign)}`;
    const slash = `if (${sign} === "\\\\") ${keep(`${source}[${index} + 1]`)}`;
    emit("branch.escape", 0.55, site.insertBefore(node, twice));
    emit("branch.escape", 0.4, site.insertBefore(node, slash));
  }
}

/** Mistakes of code that reads a text sign by sign. */
export const scanning: OperatorFamily = {
  name: "scanning",
  propose(site, emit) {
    escaped(site, emit);
  },
};
