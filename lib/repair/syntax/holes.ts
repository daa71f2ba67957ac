import type { Insertion } from "./instrument.ts";
import { children, isFunction, isLoop, isTypeOnly, type Node, text, walk } from "./node.ts";
import { visibleAt } from "./scope.ts";

/** Global that says whether the next value of a hole is forced. */
export const HOLE = "__repairHole";
/** Global that gives the forced value. */
export const FORCED = "__repairForced";
/** Global that reports the value the program computed itself. */
export const SAW = "__repairSaw";

/**
 * A place whose value can be chosen from outside while a test runs: an existing condition, a value, a statement
 * that may be skipped, or a place where the function or loop may be left.
 */
export interface Hole {
  id: number;
  kind: "condition" | "value" | "guard" | "return" | "throw" | "continue" | "break";
  start: number;
  end: number;
  /** Names whose values are recorded. */
  names: string[];
  /** True inside a larger expression: what is put there has to be grouped. */
  operand: boolean;
  /** True when evaluating the original twice does no harm. */
  pure: boolean;
}

const MAX_NAMES = 24;
const IMPURE = new Set(["AssignmentExpression", "UpdateExpression", "AwaitExpression", "YieldExpression"]);
const CHANGING = /\.(push|pop|shift|unshift|splice|sort|reverse|next|delete|add|set|exec)\(/;

function isPure(node: Node, source: string): boolean {
  let pure = !CHANGING.test(source.slice(node.start, node.end));
  walk(node, ({ node: next }) => {
    if (IMPURE.has(next.type)) pure = false;
  });
  return pure;
}

const PLAIN_INIT = /Literal$|^(ArrayExpression|ObjectExpression|NewExpression|ArrowFunctionExpression)$/;

/** Names that can be read at an offset: locals, constants of the file, its functions, and `this` inside methods. */
function namesAt(ancestors: readonly Node[], offset: number): string[] {
  const all = visibleAt(ancestors, offset);
  const top = new Set(visibleAt(ancestors.slice(-1), Number.MAX_SAFE_INTEGER).map(({ name }) => name));
  const found = all
    .filter(({ name, kind, init }) => {
      if (!top.has(name)) return kind === "parameter" || kind === "constant" || kind === "variable";
      return kind === "function" || (kind === "constant" && init !== undefined && PLAIN_INIT.test(init.type));
    })
    .map(({ name }) => name);
  const method = ancestors.find((node) => isFunction(node) && node.type !== "ArrowFunctionExpression");
  const own =
    method && /Method$|^FunctionExpression$/.test(method.type) && text(method, "kind") !== "constructor";
  return [...(own ? ["this"] : []), ...found].slice(0, MAX_NAMES);
}

function isCondition(node: Node, field: string, parent: Node): boolean {
  if (field === "test") return /^(If|While|DoWhile|For)Statement$|^ConditionalExpression$/.test(parent.type);
  const boolean =
    /^(LogicalExpression|UnaryExpression)$/.test(node.type) ||
    (node.type === "BinaryExpression" && /^[<>=!]=?=?$|^in$|^instanceof$/.test(text(node, "operator")));
  if (!boolean) return false;
  return (
    (field === "argument" && parent.type === "ReturnStatement") ||
    (field === "body" && parent.type === "ArrowFunctionExpression") ||
    (/^(init|right)$/.test(field) && /^(VariableDeclarator|AssignmentExpression)$/.test(parent.type))
  );
}

function isValue(node: Node, field: string, parent: Node): boolean {
  if (
    /Function|^(ObjectExpression|ClassExpression|AssignmentExpression|UpdateExpression|AwaitExpression)$/.test(
      node.type,
    )
  )
    return false;
  if (/^(left|right)$/.test(field) && parent.type === "BinaryExpression")
    return text(parent, "operator") === "+" && node.type !== "BinaryExpression";
  if (field === "expressions") return parent.type === "TemplateLiteral";
  if (field === "argument") return parent.type === "ReturnStatement";
  if (field === "init") return parent.type === "VariableDeclarator";
  if (field === "right") return parent.type === "AssignmentExpression";
  if (field === "body") return parent.type === "ArrowFunctionExpression" && node.type !== "BlockStatement";
  if (field === "consequent" || field === "alternate") return parent.type === "ConditionalExpression";
  if (field === "value") return parent.type === "ObjectProperty" && parent.shorthand !== true;
  if (field === "arguments") return /^(CallExpression|NewExpression)$/.test(parent.type);
  return field === "elements" && parent.type === "ArrayExpression";
}

type Draft = Omit<Hole, "id" | "names" | "pure" | "operand">;

function expressionHole(
  node: Node,
  field: string,
  parent: Node,
  ancestors: readonly Node[],
): Draft | undefined {
  if (node.type === "SpreadElement" || ancestors.some(({ type }) => /Pattern$/.test(type))) return undefined;
  const at = { start: node.start, end: node.end };
  if (isCondition(node, field, parent)) return { kind: "condition", ...at };
  return isValue(node, field, parent) ? { kind: "value", ...at } : undefined;
}

function statementHoles(node: Node, field: string, parent: Node, ancestors: readonly Node[]): Draft[] {
  const listed = /^(body|consequent)$/.test(field) && Array.isArray(parent[field]);
  if (!listed || !/Statement$|^VariableDeclaration$/.test(node.type) || !ancestors.some(isFunction))
    return [];
  const found: Draft[] = [];
  const at = { start: node.start, end: node.end };
  if (/^(Expression|Return|Throw|Break|Continue)/.test(node.type)) found.push({ kind: "guard", ...at });
  const owner = ancestors.find((next) => isFunction(next) || isLoop(next));
  const previous = children(parent, field)[children(parent, field).indexOf(node) - 1];
  const first = previous === undefined;
  const place = { start: node.start, end: node.start };
  const generator = ancestors.find(isFunction)?.generator === true;
  const inConstructor = text(ancestors.find(isFunction) ?? node, "kind") === "constructor";
  if (first || !/^(Return|Throw|Break|Continue)/.test(previous.type)) {
    if (!generator && !inConstructor) found.push({ kind: "return", ...place });
    if (first && owner && isFunction(owner)) found.push({ kind: "throw", ...place });
    if (owner && isLoop(owner)) found.push({ kind: "continue", ...place }, { kind: "break", ...place });
  }
  const last = children(parent, field).at(-1) === node && ancestors[1] === ancestors.find(isFunction);
  if (last && !generator && !inConstructor && !/^(Return|Throw)/.test(node.type))
    found.push({ kind: "return", start: node.end, end: node.end });
  return found;
}

/** Every hole inside the given ranges of a file. */
export function holesOf(
  ast: Node,
  source: string,
  ranges: readonly { start: number; end: number }[],
): Hole[] {
  const found: Hole[] = [];
  walk(ast, ({ node, field, ancestors }) => {
    if (isTypeOnly(node)) return false;
    const parent = ancestors[0];
    const inside = ranges.some(({ start, end }) => start <= node.start && node.end <= end);
    if (!parent || !inside || !ancestors.some(isFunction)) return true;
    const expression = expressionHole(node, field, parent, ancestors);
    for (const draft of [
      ...(expression ? [expression] : []),
      ...statementHoles(node, field, parent, ancestors),
    ])
      found.push({
        ...draft,
        id: found.length,
        names: namesAt(ancestors, draft.start),
        operand: parent.type === "BinaryExpression",
        pure: isPure(node, source),
      });
    return true;
  });
  return found;
}

function environment(names: readonly string[]): string {
  return `{${names.map((name) => (name === "this" ? "this:this" : name)).join(",")}}`;
}

const LEAVE: Partial<Record<Hole["kind"], string>> = {
  return: `return ${FORCED}();`,
  throw: `throw ${FORCED}();`,
  continue: "continue;",
  break: "break;",
};

/** Insertions that make a hole's value choosable. */
export function openHole(hole: Hole): Insertion {
  const { id, kind, start, end } = hole;
  const asked = `${HOLE}(${id},()=>(${environment(hole.names)}))`;
  const leave = LEAVE[kind];
  if (leave) return { edits: [{ start, end: start, text: `if(${asked}){${leave}}` }] };
  if (kind === "guard")
    return {
      edits: [{ start, end: start, text: `if(${asked}?${FORCED}():${SAW}(${id},undefined,undefined,true))` }],
    };
  // The original is still evaluated where a value is forced, to know what the synthesised code is compared with.
  const before = hole.pure
    ? `${SAW}(${id},${asked}?${FORCED}:undefined,()=>(`
    : `(${asked}?${FORCED}():${SAW}(${id},undefined,undefined,`;
  return {
    edits: [
      { start, end: start, text: before },
      { start: end, end, text: "))" },
    ],
  };
}
