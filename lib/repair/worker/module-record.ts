import { readFileSync } from "node:fs";
import { extname } from "node:path";
import type { Edit } from "../syntax/edits.ts";
import { coverage, guards, type Insertion, merge, splice, statementsOf } from "../syntax/instrument.ts";
import { child, children, type Node, text, walk } from "../syntax/node.ts";
import { readSource, type Source, toJavaScript } from "../syntax/source.ts";

/** A file of the repository as the linker knows it. */
export interface ModuleRecord {
  path: string;
  kind: "esm" | "cjs" | "json";
  source: Source;
  guards: Insertion[];
  /** Text that runs when the file is not edited, with loop guards. */
  plain: string;
  /** Specifiers of static imports. */
  imports: string[];
  /** True when evaluating it once and sharing the result could carry state from one candidate to the next. */
  stateful: boolean;
}

function staticImports(ast: Node): string[] {
  const found: string[] = [];
  for (const statement of children(ast, "body")) {
    const from = child(statement, "source");
    if (from && /^(Import|Export)/.test(statement.type)) found.push(text(from, "value"));
  }
  return found;
}

const HARMLESS_INIT = new Set([
  "NumericLiteral",
  "StringLiteral",
  "BooleanLiteral",
  "NullLiteral",
  "BigIntLiteral",
  "TemplateLiteral",
  "UnaryExpression",
  "BinaryExpression",
  "ArrowFunctionExpression",
  "FunctionExpression",
  "RegExpLiteral",
  "TSEnumDeclaration",
]);

function isHarmless(value: Node | undefined): boolean {
  if (!value) return true;
  if (value.type === "TSAsExpression" || value.type === "TSSatisfiesExpression")
    return isHarmless(child(value, "expression"));
  if (value.type === "CallExpression") {
    const callee = child(value, "callee");
    const object = callee && child(callee, "object");
    return object?.type === "Identifier" && text(object, "name") === "Object";
  }
  if (value.type === "ArrayExpression")
    return children(value, "elements").length > 0 && children(value, "elements").every(isHarmless);
  if (value.type === "ObjectExpression") {
    const properties = children(value, "properties");
    return properties.length > 0 && properties.every((property) => isHarmless(child(property, "value")));
  }
  return HARMLESS_INIT.has(value.type) || value.type === "Identifier" || value.type === "MemberExpression";
}

function isStateful(ast: Node): boolean {
  return children(ast, "body").some((statement) => {
    const inner = /^Export/.test(statement.type) ? child(statement, "declaration") : statement;
    if (!inner || /^(Import|Export|TS)|^(FunctionDeclaration|EmptyStatement)$/.test(inner.type)) return false;
    if (inner.type === "ClassDeclaration") {
      const body = child(inner, "body");
      return (
        body !== undefined &&
        children(body, "body").some((member) => member.static === true && /Property/.test(member.type))
      );
    }
    if (inner.type !== "VariableDeclaration")
      return inner.type !== "ExpressionStatement" || !isExportsAssignment(inner);
    if (text(inner, "kind") !== "const") return true;
    return !children(inner, "declarations").every(
      (declarator) => isHarmless(child(declarator, "init")) || isRequire(declarator),
    );
  });
}

function isRequire(declarator: Node): boolean {
  const init = child(declarator, "init");
  const callee = init?.type === "CallExpression" ? child(init, "callee") : undefined;
  return callee?.type === "Identifier" && text(callee, "name") === "require";
}

function isExportsAssignment(statement: Node): boolean {
  const expression = child(statement, "expression");
  const left = expression?.type === "AssignmentExpression" ? child(expression, "left") : undefined;
  return left?.type === "MemberExpression";
}

const UNMOCKABLE = new Set(["mock", "doMock", "unmock", "unstable_mockModule", "importActual"]);

/** The name of a module-mocking call the warm linker can't honour, if the file has one. */
export function mockingCall(ast: Node): string | undefined {
  let found: string | undefined;
  walk(ast, ({ node }) => {
    const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
    const object = callee?.type === "MemberExpression" ? child(callee, "object") : undefined;
    const property = callee && child(callee, "property");
    if (!object || !property) return;
    const name = `${text(object, "name")}.${text(property, "name")}`;
    if (["vi", "vitest", "jest"].includes(text(object, "name")) && UNMOCKABLE.has(text(property, "name")))
      found ??= name;
    if (name === "mock.module") found ??= name;
  });
  return found;
}

/** Read and prepare a file. Throws a SyntaxError when it doesn't parse. */
export function readModule(path: string): ModuleRecord {
  const content = readFileSync(path, "utf8");
  if (extname(path) === ".json") {
    const ast: Node = { type: "Program", start: 0, end: 0, body: [] };
    const source: Source = {
      path,
      text: content,
      ast,
      typescript: false,
      esm: false,
      stripped: content,
      typed: [],
    };
    return { path, kind: "json", source, guards: [], plain: content, imports: [], stateful: false };
  }
  const source = readSource(path, content);
  const insertions = guards(source.ast);
  return {
    path,
    kind: source.esm ? "esm" : "cjs",
    source,
    guards: insertions,
    plain: compile(source, insertions, []),
    imports: staticImports(source.ast),
    stateful: isStateful(source.ast),
  };
}

/** The runnable text of a file with insertions and a candidate's edits. */
export function compile(source: Source, insertions: readonly Insertion[], edits: readonly Edit[]): string {
  const merged = merge(insertions, edits);
  const quotesTypes = edits.some((edit) => source.typed.some((piece) => edit.text.includes(piece)));
  if (source.stripped !== undefined && !quotesTypes) return splice(source.stripped, merged);
  const edited = splice(source.text, merged);
  return source.typescript ? toJavaScript(edited).code : edited;
}

/** The runnable text that also records statement coverage under the file number. */
export function compileWithCoverage(record: ModuleRecord, file: number): string {
  const statements = statementsOf(record.source.ast);
  return compile(record.source, [...record.guards, ...coverage(record.source.ast, statements, file)], []);
}
