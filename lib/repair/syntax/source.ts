import { stripTypeScriptTypes } from "node:module";
import { parse } from "@babel/parser";
import { child, children, isNode, type Node, text, walk } from "./node.ts";

/** A parsed file of the repository. `stripped` is set when type annotations can be blanked without moving a character. */
export interface Source {
  path: string;
  text: string;
  ast: Node;
  typescript: boolean;
  esm: boolean;
  stripped: string | undefined;
  /** Source of every expression that carries TypeScript syntax: an edit quoting one can't be spliced into `stripped`. */
  typed: readonly string[];
}

const TYPESCRIPT = /\.[cm]?tsx?$/;

function parserPlugins(path: string, typescript: boolean): ("typescript" | "jsx" | "decorators")[] {
  const plugins: ("typescript" | "jsx" | "decorators")[] = typescript
    ? ["typescript", "decorators"]
    : ["decorators"];
  return /x$/.test(path) || (!typescript && /\.js$/.test(path)) ? [...plugins, "jsx"] : plugins;
}

/** Parse JavaScript or TypeScript. Throws a SyntaxError with the position when the text does not parse. */
export function parseText(path: string, source: string): Node {
  const file: unknown = parse(source, {
    sourceType: "unambiguous",
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    plugins: parserPlugins(path, TYPESCRIPT.test(path)),
  });
  const program = isNode(file) ? child(file, "program") : undefined;
  if (!program) throw new SyntaxError(`${path} has no program`);
  return program;
}

/** Strip types; "strip" keeps every offset, files with enums and the like need "transform", which doesn't. */
export function eraseTypes(source: string): { code: string; sameOffsets: boolean } {
  try {
    const code = stripTypeScriptTypes(source, { mode: "strip" });
    return { code, sameOffsets: code.length === source.length };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX")
      throw error;
    return { code: stripTypeScriptTypes(source, { mode: "transform" }), sameOffsets: false };
  }
}

function isEsm(path: string, ast: Node): boolean {
  if (/\.m[tj]s$/.test(path)) return true;
  if (/\.c[tj]s$/.test(path)) return false;
  return ast.sourceType === "module";
}

/** Blank out imports that are only used as types: runners that compile TypeScript drop them, a linker can't. */
function unusedImports(source: string, ast: Node): { start: number; end: number }[] {
  const imports = children(ast, "body").filter((node) => node.type === "ImportDeclaration");
  let rest = source;
  for (const node of imports)
    rest = rest.slice(0, node.start) + " ".repeat(node.end - node.start) + rest.slice(node.end);
  const gaps: { start: number; end: number }[] = [];
  for (const node of imports) {
    for (const specifier of children(node, "specifiers")) {
      const local = child(specifier, "local");
      if (
        !local ||
        new RegExp(`(?<![\\w$])${text(local, "name").replace(/\$/g, "\\$")}(?![\\w$])`).test(rest)
      )
        continue;
      const comma = /^\s*,/.exec(source.slice(specifier.end));
      if (specifier.type === "ImportSpecifier")
        gaps.push({ start: specifier.start, end: specifier.end + (comma?.[0].length ?? 0) });
    }
  }
  return gaps;
}

function blank(source: string, gaps: readonly { start: number; end: number }[]): string {
  let out = source;
  for (const { start, end } of gaps) out = out.slice(0, start) + " ".repeat(end - start) + out.slice(end);
  return out;
}

const TYPE_CARRIERS = new Set([
  "TSAsExpression",
  "TSNonNullExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
]);

function typedExpressions(source: string, ast: Node): string[] {
  const found = new Set<string>();
  walk(ast, ({ node }) => {
    const annotated = isNode(node.typeAnnotation) || isNode(node.returnType) || isNode(node.typeParameters);
    if (TYPE_CARRIERS.has(node.type)) found.add(source.slice(node.start, node.end));
    else if (annotated || isNode(node.typeArguments)) found.add(source.slice(node.start, node.end));
    return !node.type.startsWith("TS") || TYPE_CARRIERS.has(node.type);
  });
  return [...found].filter((piece) => piece.length < 400);
}

/** The text Node can run for a TypeScript text: types erased and type-only imports dropped. */
export function toJavaScript(source: string): { code: string; sameOffsets: boolean } {
  const erased = eraseTypes(source);
  if (!/\bimport\b/.test(erased.code)) return erased;
  const ast = parseText("erased.js", erased.code);
  return { code: blank(erased.code, unusedImports(erased.code, ast)), sameOffsets: erased.sameOffsets };
}

/** Parse a file once for all uses. Throws a SyntaxError when it does not parse. */
export function readSource(path: string, content: string): Source {
  const typescript = TYPESCRIPT.test(path);
  const ast = parseText(path, content);
  const base = { path, text: content, ast, typescript, esm: isEsm(path, ast) };
  if (!typescript) return { ...base, stripped: content, typed: [] };
  const erased = toJavaScript(content);
  return {
    ...base,
    stripped: erased.sameOffsets ? erased.code : undefined,
    typed: typedExpressions(content, ast),
  };
}
