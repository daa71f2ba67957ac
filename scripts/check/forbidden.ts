/**
 * Names that say nothing, barrels, environment reads outside lib/env.ts, the type `any`, comments that announce
 * unfinished work, tests that do not run.
 */
import { posix } from "node:path";
import { type Finding, isTest, type SourceFile, type SyntaxNode, walk } from "./source.ts";

const emptyNames = /^(utils?|helpers?|common|misc|shared|types)\.(ts|tsx|mjs)$/;
const readsEnvironment =
  /^(lib\/env\.ts|scripts\/|e2e\/|evals\/|instrumentation\.ts|[^/]+\.config\.(ts|mjs))/;

function checkName(file: SourceFile): Finding[] {
  const name = posix.basename(file.path);
  if (!emptyNames.test(name)) return [];
  return [
    { path: file.path, message: `the name "${name}" says nothing: name the file after its one verb or noun` },
  ];
}

function checkBarrel(file: SourceFile): Finding[] {
  if (!/^index\.tsx?$/.test(posix.basename(file.path))) return [];
  const program = (file.tree as { program?: SyntaxNode }).program;
  const body = (program?.body ?? []) as SyntaxNode[];
  const onlyReExports = body.every(
    (node) =>
      node.type === "ImportDeclaration" ||
      node.type === "ExportAllDeclaration" ||
      (node.source ?? null) !== null,
  );
  return onlyReExports
    ? [{ path: file.path, message: "an index file that only re-exports: import from the files themselves" }]
    : [];
}

function isProcessEnv(node: SyntaxNode): boolean {
  const object = node.object as SyntaxNode | undefined;
  const property = node.property as SyntaxNode | undefined;
  return node.type === "MemberExpression" && object?.name === "process" && property?.name === "env";
}

const unfinished = /\b(TODO|FIXME|XXX)\b/;
const testFunctions = new Set(["test", "it", "describe"]);
const notRun = new Set(["skip", "only", "todo"]);

function checkComments(file: SourceFile): Finding[] {
  const comments = (file.tree.comments ?? []) as SyntaxNode[];
  return comments
    .filter((comment) => unfinished.test(String(comment.value)))
    .map((comment) => ({
      path: file.path,
      line: comment.loc?.start.line ?? 1,
      message: "announces unfinished work: finish it, or open an issue",
    }));
}

function isTestThatDoesNotRun(node: SyntaxNode): boolean {
  const object = node.object as SyntaxNode | undefined;
  const property = node.property as SyntaxNode | undefined;
  return (
    node.type === "MemberExpression" &&
    testFunctions.has(String(object?.name)) &&
    notRun.has(String(property?.name))
  );
}

function checkSyntax(file: SourceFile): Finding[] {
  const findings: Finding[] = [];
  const mayReadEnvironment = readsEnvironment.test(file.path) || isTest(file.path);
  walk(file.tree, (node) => {
    const line = node.loc?.start.line ?? 1;
    if (node.type === "TSAnyKeyword") {
      findings.push({
        path: file.path,
        line,
        message: "uses `any`: name the type, or take `unknown` and narrow it",
      });
    }
    if (!mayReadEnvironment && isProcessEnv(node)) {
      findings.push({ path: file.path, line, message: "reads process.env: use env() of lib/env.ts" });
    }
    if (isTest(file.path) && isTestThatDoesNotRun(node)) {
      findings.push({ path: file.path, line, message: "skips or focuses a test: every test runs" });
    }
  });
  return findings;
}

export function checkForbidden(files: SourceFile[]): Finding[] {
  return files.flatMap((file) => [
    ...checkName(file),
    ...checkBarrel(file),
    ...checkComments(file),
    ...checkSyntax(file),
  ]);
}
