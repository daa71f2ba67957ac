import { child, children, isFunction, isLoop, type Node, text, walk } from "#lib/repair/syntax/node.ts";
import { patternNames } from "#lib/repair/syntax/scope.ts";
import { ToolError } from "./define-tool.ts";

/** What a run of statements needs from around it and gives to what follows. */
export interface Extraction {
  statements: Node[];
  start: number;
  end: number;
  /** The statement of the module that holds them. */
  top: Node;
  /** Names from the functions around, in the order of their first use, with the offset of that use. */
  inputs: { name: string; at: number }[];
  /** Names made inside and used afterwards. */
  made: { name: string; reassigned: boolean }[];
  /** Names from around that are written inside and read afterwards. */
  written: string[];
  awaits: boolean;
  /** The last statement returns: the call takes its place. */
  returns: boolean;
}

const lineOf = (source: string, offset: number): number => source.slice(0, offset).split("\n").length;

interface Spot {
  list: Node[];
  ancestors: Node[];
}

/** The innermost list of statements that the lines are a part of. */
function findSpot(ast: Node, source: string, first: number, last: number): Spot {
  let spot: Spot | null = null;
  const near: string[] = [];
  walk(ast, ({ node, ancestors }) => {
    const list = node.type === "SwitchCase" ? children(node, "consequent") : children(node, "body");
    const inside = list.filter(
      (one) => lineOf(source, one.start) >= first && lineOf(source, one.end) <= last,
    );
    const [begin, end] = [inside[0], inside.at(-1)];
    if (!begin || !end || node.type === "ClassBody") return;
    const covered =
      lineOf(source, begin.start) === firstCode(source, first) &&
      lineOf(source, end.end) === lastCode(source, last);
    if (covered && spot === null) spot = { list: inside, ancestors: [node, ...ancestors] };
    near.push(`${lineOf(source, begin.start)}-${lineOf(source, end.end)}`);
  });
  if (spot) return spot;
  const hint =
    near.length > 0 ? ` Whole statements stand on lines ${[...new Set(near)].slice(0, 3).join(" or ")}.` : "";
  throw new ToolError(`Lines ${first}-${last} do not hold whole statements.${hint}`);
}

const isCode = (line: string | undefined): boolean =>
  line !== undefined && line.trim() !== "" && !/^\s*(\/\/|\/\*|\*)/.test(line);
const firstCode = (source: string, first: number): number => {
  const lines = source.split("\n");
  let line = first;
  while (line < lines.length && !isCode(lines[line - 1])) line += 1;
  return line;
};
const lastCode = (source: string, last: number): number => {
  const lines = source.split("\n");
  let line = last;
  while (line > 1 && !isCode(lines[line - 1])) line -= 1;
  return line;
};

/** Whether an identifier stands for a value, and not for a property, a label or a type. */
function isReference(node: Node, field: string, parent: Node | undefined): boolean {
  if (node.type !== "Identifier" || !parent) return false;
  if (/^TS/.test(parent.type) && !/^TS(As|NonNull|Satisfies|TypeAssertion)/.test(parent.type)) return false;
  if (/Member/.test(parent.type) && field === "property") return parent.computed === true;
  if (/^(ObjectProperty|ObjectMethod|ClassMethod|ClassProperty)$/.test(parent.type) && field === "key")
    return parent.computed === true || parent.shorthand === true;
  return !/^(LabeledStatement|BreakStatement|ContinueStatement|ImportSpecifier|ExportSpecifier)$/.test(
    parent.type,
  );
}

function references(root: Node): { name: string; at: number }[] {
  const found: { name: string; at: number }[] = [];
  walk(root, ({ node, field, ancestors }) => {
    if (isReference(node, field, ancestors[0])) found.push({ name: text(node, "name"), at: node.start });
  });
  return found;
}

/** Names that a tree declares, whatever the block; `own` stays out of functions inside of it. */
function declarations(root: Node, own: boolean): Set<string> {
  const names = new Set<string>();
  walk(root, ({ node }) => {
    const id = child(node, "id");
    if (/^(VariableDeclarator|FunctionDeclaration|ClassDeclaration)$/.test(node.type) && id)
      for (const { name } of patternNames(id)) names.add(name);
    if (isFunction(node) && (!own || node === root))
      for (const parameter of children(node, "params"))
        for (const { name } of patternNames(parameter)) names.add(name);
    const caught = node.type === "CatchClause" ? child(node, "param") : undefined;
    if (caught) for (const { name } of patternNames(caught)) names.add(name);
    return !(own && isFunction(node) && node !== root);
  });
  return names;
}

/** Names that are written from an offset on. */
function assignments(root: Node, from = 0): Set<string> {
  const names = new Set<string>();
  walk(root, ({ node }) => {
    const target =
      node.type === "AssignmentExpression" || node.type === "ForOfStatement" || node.type === "ForInStatement"
        ? child(node, "left")
        : node.type === "UpdateExpression"
          ? child(node, "argument")
          : undefined;
    if (target && target.start >= from && target.type !== "VariableDeclaration")
      for (const { name } of patternNames(target)) names.add(name);
  });
  return names;
}

/** What can't be moved into a function of its own. */
function refuse(statements: Node[], returns: boolean): { awaits: boolean } {
  let awaits = false;
  for (const statement of statements)
    walk(statement, ({ node, ancestors }) => {
      const inFunction = ancestors.some((one) => isFunction(one) && one.type !== "ArrowFunctionExpression");
      const inAny = ancestors.some(isFunction);
      if (
        !inFunction &&
        (/^(ThisExpression|Super)$/.test(node.type) ||
          (node.type === "Identifier" && node.name === "arguments"))
      )
        throw new ToolError(
          `The lines use ${node.type === "Identifier" ? "arguments" : node.type === "Super" ? "super" : "this"}, which a function outside does not have.`,
        );
      if (inAny) return;
      if (node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await === true))
        awaits = true;
      if (node.type === "YieldExpression")
        throw new ToolError("The lines yield: only the generator itself can.");
      if (node.type === "ReturnStatement" && !returns)
        throw new ToolError(
          "The lines return in the middle: what follows would run all the same. Take in the last return as well.",
        );
      const held = ancestors.some(
        (one) => isLoop(one) || (one.type === "SwitchStatement" && node.type === "BreakStatement"),
      );
      if (/^(Break|Continue)Statement$/.test(node.type) && (!held || child(node, "label")))
        throw new ToolError("The lines leave a loop that stands outside of them.");
    });
  return { awaits };
}

/**
 * Works out how lines of a function can become one of their own.
 * Errors: ToolError that says what stands against it.
 */
export function planExtraction(
  ast: Node,
  source: string,
  lines: { first: number; last: number },
): Extraction {
  const { list, ancestors } = findSpot(ast, source, lines.first, lines.last);
  const [begin, end] = [list[0], list.at(-1)];
  const functions = ancestors.filter(isFunction);
  const scope = functions[0];
  const top = ancestors.at(-2);
  if (!begin || !end || !scope || !top)
    throw new ToolError("The lines stand outside of any function: there is nothing to take them out of.");
  const returns = end.type === "ReturnStatement";
  const { awaits } = refuse(list, returns);
  const used = list.flatMap(references);
  const inside = new Set(list.flatMap((one) => [...declarations(one, true)]));
  const around = new Set(functions.flatMap((one) => [...declarations(one, true)]));
  const before = references(scope).filter(({ at }) => at < begin.start);
  const after = references(scope).filter(({ at }) => at >= end.end);
  const inLoop = ancestors.slice(0, ancestors.indexOf(scope)).some(isLoop);
  const later = new Set([...after, ...(inLoop ? before : [])].map(({ name }) => name));
  const changed = new Set(list.flatMap((one) => [...assignments(one)]));
  const outer = [...around].filter((name) => !inside.has(name) || before.some((one) => one.name === name));
  const inputs = new Map<string, number>();
  for (const { name, at } of used)
    if (outer.includes(name) && !inside.has(name) && !inputs.has(name)) inputs.set(name, at);
  const afterwards = assignments(scope, inLoop ? 0 : end.end);
  return {
    statements: list,
    start: begin.start,
    end: end.end,
    top,
    inputs: [...inputs].map(([name, at]) => ({ name, at })),
    made: returns
      ? []
      : [...inside]
          .filter((name) => later.has(name))
          .map((name) => ({ name, reassigned: afterwards.has(name) })),
    written: returns
      ? []
      : [...changed].filter((name) => outer.includes(name) && !inside.has(name) && later.has(name)),
    awaits,
    returns,
  };
}
