import { child, children, isFunction, isLoop, type Node } from "../syntax/node.ts";
import { namesIn } from "../syntax/scope.ts";
import { atoms } from "./atoms.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

function list(site: Site): Node[] {
  const { parent, field } = site;
  return parent && ["body", "consequent"].includes(field) && Array.isArray(parent[field])
    ? children(parent, field)
    : [];
}

function guard(site: Site, emit: Emit): void {
  if (site.node.type === "VariableDeclaration" || site.node.type === "IfStatement") return;
  for (const { code, weight, literal } of atoms(site, 24))
    emit(
      "statement.guard",
      0.4 * weight * (literal ? 0.6 : 1),
      site.insertBefore(site.node, `if (${code}) `),
    );
}

/** The value of an expression statement is dropped: return it, or assign it back to what the call was made on. */
function droppedValue(site: Site, emit: Emit, siblings: readonly Node[]): void {
  const expression = child(site.node, "expression");
  if (!expression) return;
  const last = siblings.at(-1) === site.node;
  if (/CallExpression|Identifier|Conditional|Binary|Logical|Await|Object|Array/.test(expression.type))
    emit("statement.return", last ? 0.55 : 0.3, site.insertBefore(expression, "return "));
  const callee = /CallExpression$/.test(expression.type) ? child(expression, "callee") : undefined;
  const object = callee && child(callee, "object");
  if (object && /^(Identifier|MemberExpression)$/.test(object.type))
    emit("statement.assign-back", 0.55, site.insertBefore(expression, `${site.code(object)} = `));
  if (callee)
    for (const { name, binding } of site.variables.slice(0, 8))
      if (binding.kind === "variable")
        emit("statement.assign", 0.3, site.insertBefore(expression, `${name} = `));
}

function endings(site: Site, emit: Emit, siblings: readonly Node[]): void {
  if (siblings.at(-1) !== site.node) return;
  const owner = site.ancestors[1];
  const after = (code: string, prior: number, operator: string): void =>
    emit(operator, prior, site.insertAfter(site.node, `\n${indentOf(site)}${code}`));
  if (
    owner &&
    isFunction(owner) &&
    site.node.type !== "ReturnStatement" &&
    site.node.type !== "ThrowStatement"
  ) {
    const local = site.variables.filter(
      ({ binding, kind }) =>
        binding.kind !== "import" &&
        binding.kind !== "function" &&
        binding.kind !== "class" &&
        kind !== "function",
    );
    for (const { name } of local.slice(0, 8)) after(`return ${name};`, 0.45, "return.add");
    for (const code of ["null", "false", "true", "0", "[]", '""', "-1"])
      after(`return ${code};`, 0.25, "return.add");
  }
  if (site.parent?.type === "SwitchCase" && !/^(Break|Return|Throw|Continue)/.test(site.node.type))
    after("break;", 0.75, "statement.break");
  if (owner && /^(If|For|While|DoWhile)/.test(owner.type)) {
    for (const { name, kind, binding } of site.variables.slice(0, 10)) {
      if (kind !== "number" || binding.kind !== "variable") continue;
      after(`${name}++;`, 0.35, "statement.count");
      after(`${name}--;`, 0.25, "statement.count");
    }
    if (site.ancestors.some(isLoop)) {
      after("break;", 0.35, "statement.break");
      after("continue;", 0.2, "statement.break");
    }
  }
}

function assignments(site: Site, emit: Emit): void {
  const mutable = site.variables.filter(({ binding }) => binding.kind === "variable").slice(0, 5);
  const values = site.variables.slice(0, 10);
  for (const target of mutable) {
    for (const value of values)
      if (
        value.name !== target.name &&
        value.kind === target.kind &&
        value.kind !== "function" &&
        value.kind !== "unknown"
      )
        for (const [operator, prior] of [
          ["=", 0.2],
          ...(/number|string/.test(target.kind) ? [["+=", 0.26]] : []),
        ] as [string, number][])
          emit(
            operator === "=" ? "statement.set" : "statement.accumulate",
            prior,
            site.insertAfter(site.node, `\n${indentOf(site)}${target.name} ${operator} ${value.name};`),
          );
  }
  entries(site, emit);
  for (const collection of values.filter(({ kind }) => kind === "array" || kind === "set").slice(0, 4))
    for (const value of values)
      if (value.name !== collection.name && value.kind !== "function" && value.kind !== "nullish")
        emit(
          "statement.collect",
          0.2,
          site.insertAfter(
            site.node,
            `\n${indentOf(site)}${collection.name}.${collection.kind === "array" ? "push" : "add"}(${value.name});`,
          ),
        );
}

/** Filing a value under a key: `table[key] = value`. */
function entries(site: Site, emit: Emit): void {
  const local = site.variables
    .filter(({ binding }) => /parameter|variable|constant/.test(binding.kind))
    .slice(0, 10);
  const tables = local.filter(({ kind }) => /^(object|array|map)$/.test(kind)).slice(0, 3);
  const keys = local.filter(({ kind }) => /^(string|number)$/.test(kind)).slice(0, 3);
  for (const table of tables)
    for (const key of keys)
      for (const value of local
        .filter(({ name, kind }) => name !== table.name && kind !== "function")
        .slice(0, 6)) {
        const code =
          table.kind === "map"
            ? `${table.name}.set(${key.name}, ${value.name});`
            : `${table.name}[${key.name}] = ${value.name};`;
        if (value.name !== key.name)
          emit("statement.put", 0.2, site.insertAfter(site.node, `\n${indentOf(site)}${code}`));
      }
}

/** Setting a field of an object in scope: a state change that was forgotten. */
function fieldAssignments(site: Site, emit: Emit): void {
  const words = site.context.hints.filter((hint) => /^[A-Za-z_-]{2,30}$/.test(hint)).slice(0, 8);
  for (const { name, kind, seen } of site.variables.slice(0, 8)) {
    if (kind !== "object" || !seen) continue;
    for (const [field, fieldKind] of Object.entries(seen.fields)) {
      const literals =
        fieldKind === "boolean"
          ? ["true", "false"]
          : fieldKind === "string"
            ? words.map((word) => JSON.stringify(word))
            : [];
      for (const code of literals)
        emit(
          "statement.set-field",
          0.22,
          site.insertAfter(site.node, `\n${indentOf(site)}${name}.${field} = ${code};`),
        );
    }
  }
}

function indentOf(site: Site): string {
  return site.blankBefore(site.node);
}

function branches(site: Site, emit: Emit): void {
  const { node } = site;
  const yes = child(node, "consequent");
  const no = child(node, "alternate");
  if (node.type !== "IfStatement" || !yes) return;
  emit("statement.unwrap", 0.2, site.replace(node, site.code(yes)));
  if (no) emit("branch.no-else", 0.35, { start: yes.end, end: no.start, text: "\n" });
  const next = list(site)[list(site).indexOf(node) + 1];
  if (!no && next) emit("branch.else", 0.3, site.insertBefore(next, "else "));
  const test = child(node, "test");
  if (test && yes.type === "BlockStatement" && site.ancestors.some(isFunction)) {
    emit("branch.to-loop", 0.2, { start: node.start, end: node.start + 2, text: "while" });
    if (namesIn(test).size === 0) emit("statement.unwrap", 0.2, site.replace(node, ""));
  }
}

/** Delete, guard and complete statements. */
export const statements: OperatorFamily = {
  name: "statements",
  propose(site, emit) {
    const siblings = list(site);
    const { node } = site;
    if (!siblings.includes(node) || !/Statement$|^VariableDeclaration$/.test(node.type)) return;
    if (node.type !== "VariableDeclaration")
      emit("statement.delete", node.type === "ReturnStatement" ? 0.12 : 0.25, site.replace(node, ""));
    guard(site, emit);
    if (node.type !== "ReturnStatement" && node.type !== "ThrowStatement") fieldAssignments(site, emit);
    endings(site, emit, siblings);
    branches(site, emit);
    if (node.type === "ExpressionStatement") {
      droppedValue(site, emit, siblings);
      assignments(site, emit);
    } else if (/^(VariableDeclaration|IfStatement|For\w*Statement|WhileStatement)$/.test(node.type))
      assignments(site, emit);
    if (node.type === "BreakStatement") emit("statement.jump", 0.4, site.replace(node, "continue;"));
    if (node.type === "ContinueStatement") emit("statement.jump", 0.4, site.replace(node, "break;"));
    if (node.type === "ReturnStatement" && site.ancestors.some(isLoop))
      emit("statement.jump", 0.3, site.replace(node, "continue;"));
  },
};
