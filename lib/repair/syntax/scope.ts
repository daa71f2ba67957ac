import { child, children, eachChild, isFunction, isTypeOnly, type Node, text, walk } from "./node.ts";

/** A name a program can use, where it was declared, and what the source says about its type. */
export interface Binding {
  name: string;
  kind: "parameter" | "constant" | "variable" | "function" | "class" | "import";
  /** Offset from which the name may be read. */
  from: number;
  /** Whole declaration, for static type inference. */
  annotation?: Node;
  init?: Node;
}

/** Names declared by a pattern: identifiers in object, array, rest and default patterns. */
export function patternNames(pattern: Node): { name: string; annotation?: Node }[] {
  switch (pattern.type) {
    case "Identifier": {
      const annotation = child(pattern, "typeAnnotation");
      return [{ name: text(pattern, "name"), ...(annotation && { annotation }) }];
    }
    case "AssignmentPattern":
      return sub(pattern, "left");
    case "RestElement":
      return sub(pattern, "argument");
    case "TSParameterProperty":
      return sub(pattern, "parameter");
    case "ArrayPattern":
      return children(pattern, "elements").flatMap(patternNames);
    case "ObjectPattern":
      return children(pattern, "properties").flatMap((property) =>
        property.type === "RestElement" ? sub(property, "argument") : sub(property, "value"),
      );
    default:
      return [];
  }
}

function sub(node: Node, field: string): { name: string; annotation?: Node }[] {
  const next = child(node, field);
  return next ? patternNames(next) : [];
}

function declared(statement: Node): Binding[] {
  if (statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration") {
    const inner = child(statement, "declaration");
    return inner && !isTypeOnly(inner) ? declared(inner) : [];
  }
  if (statement.type === "ImportDeclaration") return imported(statement);
  if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") {
    const id = child(statement, "id");
    const kind = statement.type === "ClassDeclaration" ? "class" : "function";
    return id ? [{ name: text(id, "name"), kind, from: 0, init: statement }] : [];
  }
  return statement.type === "VariableDeclaration" ? variables(statement) : [];
}

function imported(statement: Node): Binding[] {
  if (isTypeOnly(statement)) return [];
  return children(statement, "specifiers").flatMap((specifier): Binding[] => {
    const local = child(specifier, "local");
    return local && !isTypeOnly(specifier) ? [{ name: text(local, "name"), kind: "import", from: 0 }] : [];
  });
}

/** What `for (const x of …)` declares can't be read yet while the list itself is computed. */
function loopVariables(loop: Node, head: Node): Binding[] {
  const body = loop.type === "ForStatement" ? undefined : child(loop, "body");
  return variables(head).map((binding) => (body ? { ...binding, from: body.start } : binding));
}

function variables(statement: Node): Binding[] {
  const kind = text(statement, "kind") === "const" ? "constant" : "variable";
  return children(statement, "declarations").flatMap((declarator) => {
    const id = child(declarator, "id");
    const init = child(declarator, "init");
    if (!id) return [];
    return patternNames(id).map(
      ({ name, annotation }): Binding => ({
        name,
        kind,
        from: declarator.end,
        ...(annotation && { annotation }),
        ...(init && id.type === "Identifier" && { init }),
      }),
    );
  });
}

/** Names the node itself brings into scope for what it contains. */
function bindingsOf(node: Node): Binding[] {
  if (isFunction(node)) {
    return children(node, "params").flatMap((param) => {
      const init = param.type === "AssignmentPattern" ? child(param, "right") : undefined;
      return patternNames(param).map(
        ({ name, annotation }): Binding => ({
          name,
          kind: "parameter",
          from: param.end,
          ...(annotation && { annotation }),
          ...(init && { init }),
        }),
      );
    });
  }
  if (node.type === "Program" || node.type === "BlockStatement" || node.type === "StaticBlock")
    return children(node, "body").flatMap(declared);
  if (node.type === "SwitchCase") return children(node, "consequent").flatMap(declared);
  const head = child(node, node.type === "ForStatement" ? "init" : "left");
  if (/^For/.test(node.type) && head?.type === "VariableDeclaration") return loopVariables(node, head);
  const caught = node.type === "CatchClause" ? child(node, "param") : undefined;
  return caught ? patternNames(caught).map(({ name }) => ({ name, kind: "variable", from: caught.end })) : [];
}

const cache = new WeakMap<Node, Binding[]>();

/** Names readable at `offset`, innermost first; shadowed ones are left out. */
export function visibleAt(ancestors: readonly Node[], offset: number): Binding[] {
  const seen = new Set<string>();
  const found: Binding[] = [];
  for (const node of ancestors) {
    const bindings = cache.get(node) ?? bindingsOf(node);
    cache.set(node, bindings);
    for (const binding of bindings) {
      if (seen.has(binding.name)) continue;
      seen.add(binding.name);
      if (binding.from <= offset) found.push(binding);
    }
  }
  return found;
}

/** A function of a file: the unit of localisation. */
export interface FunctionInfo {
  name: string;
  start: number;
  end: number;
  node: Node;
  ancestors: readonly Node[];
}

/** `Shop.prototype.open = function` is `Shop.open`, `module.exports = function` is `exports`. */
function assignedName(target: Node): string {
  if (target.type === "Identifier") return text(target, "name");
  const property = child(target, "property");
  const object = child(target, "object");
  if (target.type !== "MemberExpression" || target.computed === true || !property || !object) return "";
  const name = text(property, "name");
  const outer = child(object, "property");
  const owner = outer && text(outer, "name") === "prototype" ? child(object, "object") : undefined;
  return owner?.type === "Identifier" ? `${text(owner, "name")}.${name}` : name;
}

function nameOf(node: Node, ancestors: readonly Node[]): string {
  const own = child(node, "id") ?? child(node, "key");
  const owner = ancestors.find((next) => next.type === "ClassDeclaration" || next.type === "ClassExpression");
  const className = node.type.startsWith("Class") && owner ? child(owner, "id") : undefined;
  if (own?.type === "Identifier" || own?.type === "PrivateName") {
    const base = own.type === "PrivateName" ? `#${text(child(own, "id") ?? own, "name")}` : text(own, "name");
    return className ? `${text(className, "name")}.${base}` : base;
  }
  const holder = ancestors[0];
  const target = holder && (child(holder, "id") ?? child(holder, "key") ?? child(holder, "left"));
  if (
    holder &&
    ["VariableDeclarator", "ObjectProperty", "ClassProperty"].includes(holder.type) &&
    target?.type === "Identifier"
  )
    return text(target, "name");
  if (holder?.type === "AssignmentExpression" && target) return assignedName(target);
  return "";
}

/** Named functions and methods; an anonymous callback belongs to the named function around it. */
export function functionsOf(ast: Node): FunctionInfo[] {
  const found: FunctionInfo[] = [];
  walk(ast, ({ node, ancestors }) => {
    if (isTypeOnly(node)) return false;
    if (!isFunction(node) || !child(node, "body")) return true;
    const name = nameOf(node, ancestors);
    if (name) found.push({ name, start: node.start, end: node.end, node, ancestors });
    return true;
  });
  return found;
}

/** The innermost named function around an offset. */
export function functionAt(functions: readonly FunctionInfo[], offset: number): FunctionInfo | undefined {
  let best: FunctionInfo | undefined;
  for (const info of functions)
    if (info.start <= offset && offset < info.end && (!best || info.start > best.start)) best = info;
  return best;
}

/** Every identifier read or written below a node, without property names. */
export function namesIn(node: Node): Set<string> {
  const names = new Set<string>();
  const visit = (next: Node, field: string, parent?: Node): void => {
    if (next.type.startsWith("TS") && isTypeOnly(next)) return;
    const isKey = (field === "property" || field === "key") && parent?.computed !== true;
    if (next.type === "Identifier" && !isKey) names.add(text(next, "name"));
    eachChild(next, (below, belowField) => visit(below, belowField, next));
  };
  visit(node, "");
  return names;
}
