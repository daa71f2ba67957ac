import type { Edit } from "../syntax/edits.ts";
import { child, children, isFunction, type Node, staticName, text, walk } from "../syntax/node.ts";
import { ingredients } from "./ingredients.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const MAX_PARTS = 3;

/** A part that a key, a list or a text may lack, with what makes it readable. */
interface Part {
  code: string;
  needs: readonly Edit[];
  weight: number;
}

/** Fields of what a function takes apart that its pattern leaves out, by the types and objects of the program. */
function leftOut(site: Site, fn: Node): Part[] {
  const found: Part[] = [];
  for (const param of children(fn, "params")) {
    const pattern = param.type === "AssignmentPattern" ? child(param, "left") : param;
    if (pattern?.type !== "ObjectPattern") continue;
    const properties = children(pattern, "properties");
    const last = properties.at(-1);
    if (!last || last.type === "RestElement") continue;
    const keys = properties.flatMap((property) => staticName(property, "key") ?? []);
    const annotation = child(pattern, "typeAnnotation");
    const type = annotation ? site.code(annotation).replace(/^:\s*/, "") : "";
    const shapes = site.context.neighbourhood.shapes
      .filter((shape) => keys.every((key) => shape.keys.includes(key)) && shape.keys.length > keys.length)
      .sort((a, b) => Number(b.name === type) - Number(a.name === type) || a.keys.length - b.keys.length);
    const missing = new Set(
      shapes.slice(0, 2).flatMap((shape) => shape.keys.filter((key) => !keys.includes(key))),
    );
    for (const key of [...missing].slice(0, MAX_PARTS))
      if (!site.variable(key))
        found.push({ code: key, needs: [site.insertAfter(last, `, ${key}`)], weight: 1 });
  }
  return found;
}

/** Fields of the variables that a piece of code reads other fields of. */
function fieldsOf(site: Site, root: Node): Part[] {
  const read = new Map<string, Set<string>>();
  walk(root, ({ node }) => {
    const object = node.type === "MemberExpression" ? child(node, "object") : undefined;
    const name = object?.type === "Identifier" ? text(object, "name") : "";
    const property = staticName(node, "property");
    if (name && property) read.set(name, (read.get(name) ?? new Set()).add(property));
    return !isFunction(node);
  });
  return [...read].slice(0, 2).flatMap(([name, known]) =>
    Object.entries(site.variable(name)?.seen?.fields ?? {})
      .filter(([field, kind]) => !known.has(field) && /^(string|number|boolean|nullish)$/.test(kind))
      .slice(0, MAX_PARTS)
      .map(([field]) => ({ code: `${name}.${field}`, needs: [], weight: 0.8 })),
  );
}

/** Parameters that nothing reads. */
function unread(site: Site, fn: Node): Part[] {
  const code = site.code(fn);
  return site.variables
    .filter(({ name, binding, kind }) => {
      const word = new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`, "g");
      return binding.kind === "parameter" && kind !== "function" && (code.match(word)?.length ?? 0) === 1;
    })
    .slice(0, MAX_PARTS)
    .map(({ name }) => ({ code: name, needs: [], weight: 1.1 }));
}

function partsFor(site: Site): Part[] {
  const fn = site.ancestors.find(isFunction);
  if (!fn) return [];
  return [...unread(site, fn), ...leftOut(site, fn), ...fieldsOf(site, site.node)];
}

/** The text between the values of a template, where there is one. */
function separatorOf(site: Site): string {
  const between = children(site.node, "quasis")
    .slice(1, -1)
    .map((quasi) => site.code(quasi));
  return between.find((code) => /^[^\w\s]+$/.test(code)) ?? ":";
}

/** A text or list that tells things apart, such as a key, and leaves out what tells them apart. */
function missingPart(site: Site, emit: Emit): void {
  const { node } = site;
  const template = node.type === "TemplateLiteral";
  const values = children(node, template ? "expressions" : "elements");
  if ((!template && node.type !== "ArrayExpression") || values.length === 0) return;
  const separator = template ? separatorOf(site) : "";
  for (const { code, needs, weight } of partsFor(site)) {
    values.forEach((value, index) => {
      const last = index === values.length - 1;
      const before = template ? `\${${code}}${separator}` : `${code}, `;
      const after = template ? `${separator}\${${code}}` : `, ${code}`;
      // A value of a template stands between `${` and `}`.
      const [start, end] = template ? [value.start - 2, value.end + 1] : [value.start, value.end];
      if (last) emit("value.part", 0.5 * weight, ...needs, { start: end, end, text: after });
      emit("value.part", (index === 0 ? 0.35 : 0.45) * weight, ...needs, { start, end: start, text: before });
    });
  }
}

/** `a.x === b.x && a.y === b.y` without `z`: one more comparison like its neighbour. */
function missingComparison(site: Site, emit: Emit): void {
  const { node, parent } = site;
  const left = child(node, "left");
  const right = child(node, "right");
  if (
    node.type !== "BinaryExpression" ||
    left?.type !== "MemberExpression" ||
    right?.type !== "MemberExpression"
  )
    return;
  const property = staticName(left, "property");
  const object = child(left, "object");
  const other = child(right, "object");
  if (!property || property !== staticName(right, "property") || object?.type !== "Identifier" || !other)
    return;
  const operator = text(node, "operator");
  if (!/^[=!]==?$/.test(operator)) return;
  const join = operator.startsWith("!") ? "||" : "&&";
  const around = parent?.type === "LogicalExpression" ? site.code(parent) : site.code(node);
  const fields = Object.keys(site.variable(text(object, "name"))?.seen?.fields ?? {});
  const shaped = site.context.neighbourhood.shapes.find((shape) => shape.keys.includes(property))?.keys ?? [];
  for (const field of [...new Set([...fields, ...shaped])].slice(0, 8)) {
    const more = `${site.code(object)}.${field} ${operator} ${site.code(other)}.${field}`;
    if (field !== property && !around.includes(`.${field} `))
      emit("condition.part", 0.45, site.replace(node, `${site.code(node)} ${join} ${more}`));
  }
}

/** `{ wind }` where the value has to be another: `{ wind: Number(wind) }`. */
function shorthandValue(site: Site, emit: Emit): void {
  const { node, parent } = site;
  const value = child(node, "value");
  if (
    node.type !== "ObjectProperty" ||
    node.shorthand !== true ||
    parent?.type !== "ObjectExpression" ||
    !value
  )
    return;
  const code = site.code(value);
  const kind = site.kindOf(value);
  const offer = (next: string, prior: number): void =>
    emit("value.shorthand", prior, site.replace(node, `${code}: ${next}`));
  if (kind === "string" || kind === "unknown") {
    offer(`Number(${code})`, 0.42);
    offer(`${code}.trim()`, 0.35);
    offer(`${code}.toLowerCase()`, 0.35);
  }
  if (kind === "number" || kind === "unknown") offer(`String(${code})`, 0.3);
  if (kind === "array" || kind === "unknown") offer(`[...${code}]`, kind === "array" ? 0.5 : 0.2);
  if (kind === "object") offer(`{ ...${code} }`, 0.45);
  for (const { before, after } of ingredients(site).wraps) offer(`${before}${code}${after}`, 0.33);
}

/** Parts that are missing in keys, comparisons and objects. */
export const parts: OperatorFamily = {
  name: "parts",
  propose(site, emit) {
    missingPart(site, emit);
    missingComparison(site, emit);
    shorthandValue(site, emit);
  },
};
