/** The sizes of docs/architecture.md §6: what stays readable on one screen or two. */
import { type Finding, isTest, type SourceFile, type SyntaxNode, walk } from "./source.ts";

const fileLimit = 400;
const fileWarning = 250;
const functionLimit = 60;
const componentLimit = 150;
const depthLimit = 6;

const functionTypes = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "ClassMethod",
  "ClassPrivateMethod",
  "ObjectMethod",
]);

function nameOf(node: SyntaxNode, parent?: SyntaxNode): string {
  const named = (node.id ?? node.key ?? parent?.id ?? parent?.key) as SyntaxNode | undefined;
  return typeof named?.name === "string" ? named.name : "an anonymous function";
}

function checkFunctions(file: SourceFile): Finding[] {
  const limit = file.path.endsWith(".tsx") ? componentLimit : functionLimit;
  const findings: Finding[] = [];
  walk(file.tree, (node, parent) => {
    if (!functionTypes.has(node.type) || !node.loc) return;
    const lines = node.loc.end.line - node.loc.start.line + 1;
    if (lines <= limit) return;
    const message = `${nameOf(node, parent)} has ${lines} lines (limit ${limit}): split it by step of the flow`;
    findings.push({ path: file.path, line: node.loc.start.line, message });
  });
  return findings;
}

function checkLength(file: SourceFile): Finding[] {
  const lines = file.text.replace(/\n$/, "").split("\n").length;
  if (lines <= fileWarning) return [];
  if (lines > fileLimit) {
    return [
      { path: file.path, message: `${lines} lines (limit ${fileLimit}): split it by step of the flow` },
    ];
  }
  if (isTest(file.path)) return [];
  return [{ path: file.path, message: `${lines} lines (asked: ${fileWarning} at most)`, warning: true }];
}

function checkDepth(file: SourceFile): Finding[] {
  const depth = file.path.split("/").length - 1;
  if (depth <= depthLimit) return [];
  return [{ path: file.path, message: `${depth} folders deep (limit ${depthLimit})` }];
}

export function checkSizes(files: SourceFile[]): Finding[] {
  return files.flatMap((file) => [
    ...checkLength(file),
    ...checkDepth(file),
    ...(isTest(file.path) ? [] : checkFunctions(file)),
  ]);
}
