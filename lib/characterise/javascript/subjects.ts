import { posix } from "node:path";
import { child, children, isFunction, type Node, staticName, text, walk } from "../../repair/syntax/node.ts";
import { parseText } from "../../repair/syntax/source.ts";
import type { Call, Subject } from "../request.ts";
import { exportedOf } from "./exported.ts";
import { inferShape } from "./infer-shape.ts";
import { type Literals, literalsOf, valuesOf } from "./shape-values.ts";
import { type Shape, shapeOf, shapeOfText, type TypeTable, typesOf } from "./shapes.ts";

const MAX_CALLS = 160;
const MAX_SEEDS = 30;

interface Callable {
  name: string;
  callee: string;
  /** Name of the class of a method. */
  className: string | null;
  node: Node;
}

/** Text of the comment that stands before a declaration. */
function commentOf(source: string, start: number): string {
  const before = source
    .slice(0, start)
    .trimEnd()
    .replace(/(?:export|default|async|const|let)\s*$/g, "")
    .trimEnd();
  return /\/\*\*(?:(?!\*\/)[\s\S])*\*\/$/.exec(before)?.[0] ?? "";
}

function methodsOf(name: string, node: Node): Callable[] {
  const body = child(node, "body");
  return (body ? children(body, "body") : []).flatMap((member): Callable[] => {
    const key = staticName(member, "key");
    const hidden =
      member.accessibility === "private" || member.accessibility === "protected" || member.abstract === true;
    if (member.type !== "ClassMethod" || !key || hidden || text(member, "kind") !== "method") return [];
    const full = `${name}.${key}`;
    return [
      {
        name: full,
        callee: member.static === true ? full : key,
        className: member.static === true ? null : name,
        node: member,
      },
    ];
  });
}

const constructorOf = (node: Node): Node | undefined => {
  const body = child(node, "body");
  return (body ? children(body, "body") : []).find((member) => text(member, "kind") === "constructor");
};

/** The shapes of a function's parameters, by annotation, comment and use, the first that says something. */
function paramsOf(
  fn: Node,
  comment: string,
  types: TypeTable,
): { name: string; shape: Shape; optional: boolean; rest: boolean }[] {
  return children(fn, "params").map((raw) => {
    const param = raw.type === "TSParameterProperty" ? (child(raw, "parameter") ?? raw) : raw;
    const rest = param.type === "RestElement";
    const inner =
      param.type === "AssignmentPattern" ? child(param, "left") : rest ? child(param, "argument") : param;
    const name = inner ? text(inner, "name") : "";
    const annotated = shapeOf(
      (inner && child(inner, "typeAnnotation")) ?? child(param, "typeAnnotation"),
      types,
    );
    const noted = new RegExp(`@param\\s*\\{([^}]*(?:\\{[^}]*\\}[^}]*)*)\\}\\s*\\[?${name}\\b`).exec(
      comment,
    )?.[1];
    const said = annotated.kind === "unknown" && noted ? shapeOfText(noted, types) : annotated;
    const shape = said.kind === "unknown" ? inferShape(param, fn) : said;
    return { name, shape, optional: param.type === "AssignmentPattern" || inner?.optional === true, rest };
  });
}

/** Lists of arguments: all first values, then one argument after the other varied, then all at once. */
function combinations(options: string[][]): string[][] {
  const base = options.map((values) => values[0] ?? "undefined");
  const found = [base];
  const longest = Math.max(0, ...options.map((values) => values.length));
  for (let round = 1; round < longest; round += 1)
    for (const [at, values] of options.entries()) {
      const value = values[round];
      if (value !== undefined) found.push(base.with(at, value));
    }
  if (options.length > 1)
    for (let round = 1; round < 40; round += 1)
      found.push(
        options.map(
          (values, at) =>
            values[(round * (at + 1) + Math.floor(round / values.length)) % values.length] ?? "undefined",
        ),
      );
  return found;
}

function importedTypes(ast: Node, file: string, read: (path: string) => string | null): TypeTable {
  const found: TypeTable = new Map();
  for (const statement of children(ast, "body")) {
    const from = child(statement, "source");
    const path = from ? text(from, "value") : "";
    if (statement.type !== "ImportDeclaration" || !path.startsWith(".")) continue;
    const whole = posix.join(posix.dirname(file), path);
    const bare = whole.replace(/\.[cm]?js$/, "");
    const source = [whole, `${bare}.ts`, `${bare}.tsx`, `${bare}/index.ts`].find(
      (one) => /\.[cm]?tsx?$/.test(one) && read(one) !== null,
    );
    if (!source) continue;
    try {
      for (const [name, node] of typesOf(parseText(source, read(source) ?? ""))) found.set(name, node);
    } catch {
      // A file that can't be parsed declares no types here.
    }
  }
  return found;
}

interface Inputs {
  /** Arguments seen at call sites, by last name. */
  sites: Map<string, string[]>;
  /** Arguments seen while the tests ran, by function. */
  samples: Map<string, string[]>;
  read(path: string): string | null;
}

/** How objects of the classes of a file are made. */
function instancesOf(
  classes: [string, Node][],
  source: string,
  types: TypeTable,
  literals: Literals,
  sites: Inputs["sites"],
): void {
  for (const [name, node] of classes) {
    const own = constructorOf(node);
    const params = own ? paramsOf(own, commentOf(source, own.start), types) : [];
    const made = combinations(params.map((param) => valuesOf(param.shape, param.name, literals))).slice(0, 4);
    const seen = (sites.get(`new ${name}`) ?? []).slice(0, 4);
    literals.instances.set(
      name,
      [...new Set([...seen, ...made.map((args) => args.join(", "))])].map((args) => `new ${name}(${args})`),
    );
  }
}

function callsOf(
  { name, callee, className, node }: Callable,
  source: string,
  types: TypeTable,
  literals: Literals,
  inputs: Inputs,
): Call[] {
  const params = paramsOf(node, commentOf(source, node.start), types);
  const seeds = [
    ...(inputs.samples.get(name) ?? []),
    ...(inputs.sites.get(name.split(".").at(-1) ?? name) ?? []),
  ].slice(0, MAX_SEEDS);
  const options = params.map((param) => {
    const values = valuesOf(param.shape, param.name, literals);
    return param.optional && !param.rest ? [...values.slice(0, 3), "undefined", ...values.slice(3)] : values;
  });
  const made = combinations(options).map((args) => {
    const rest = params.at(-1)?.rest === true ? args.with(-1, `...${args.at(-1)}`) : args;
    return rest.join(", ").replace(/(?:^|, )undefined$/, "");
  });
  const owners =
    className === null ? [null] : (literals.instances.get(className) ?? [`new ${className}()`]).slice(0, 4);
  const all = [...new Set([...seeds, ...made])].slice(0, MAX_CALLS);
  return owners.flatMap((owner, at) =>
    (at === 0 ? all : all.slice(0, 12)).map((args) => ({
      id: 0,
      subject: name,
      callee,
      owner,
      args,
      isNew: false,
    })),
  );
}

const returnOf = (node: Node): string => {
  const type = child(node, "returnType");
  return type ? JSON.stringify(type) : "";
};

/** Whether a function gives a value somewhere. */
function givesValue(fn: Node): boolean {
  const body = child(fn, "body");
  if (body?.type !== "BlockStatement" || fn.generator === true) return true;
  let found = false;
  walk(body, ({ node }) => {
    if (isFunction(node)) return false;
    if (node.type === "ReturnStatement" && child(node, "argument")) found = true;
    return true;
  });
  return found;
}

/** The functions and methods of a file that others can call, with calls to try. */
export function subjectsOf(file: string, source: string, inputs: Inputs): Subject[] {
  const ast = parseText(file, source);
  const types: TypeTable = new Map([...importedTypes(ast, file, inputs.read), ...typesOf(ast)]);
  const literals = literalsOf(ast);
  const exported = exportedOf(ast, file);
  const isClass = ({ node }: { node: Node }): boolean => /^Class/.test(node.type);
  instancesOf(
    exported.filter(isClass).map(({ name, node }) => [name, node]),
    source,
    types,
    literals,
    inputs.sites,
  );
  const callables = exported.flatMap((one): Callable[] =>
    isClass(one)
      ? methodsOf(one.name, one.node)
      : [{ name: one.name, callee: one.name, className: null, node: one.node }],
  );
  return callables.map((one) => ({
    name: one.name,
    line: source.slice(0, one.node.start).split("\n").length,
    start: one.node.start,
    end: one.node.end,
    calls: callsOf(one, source, types, literals, inputs),
    returns: givesValue(one.node),
    givesNothing: /TSUndefinedKeyword|TSVoidKeyword/.test(returnOf(one.node)),
  }));
}
