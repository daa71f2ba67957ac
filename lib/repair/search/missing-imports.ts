import { isBuiltin } from "node:module";
import { dirname, relative } from "node:path";
import type { PlacedProposal } from "../operators/catalogue.ts";
import { fileContext, Site } from "../operators/site.ts";
import { child, children, type Node, text } from "../syntax/node.ts";
import { patternNames } from "../syntax/scope.ts";
import type { TestOutcome } from "../worker/protocol.ts";
import type { Scored } from "./candidates.ts";
import type { FileSuspicion } from "./suspicion.ts";

/** Node's own modules whose functions are often used without their import. */
const BUILTIN_EXPORTS: Readonly<Record<string, string>> = {
  readFileSync: "node:fs",
  existsSync: "node:fs",
  join: "node:path",
  resolve: "node:path",
  basename: "node:path",
  dirname: "node:path",
  extname: "node:path",
  randomUUID: "node:crypto",
  createHash: "node:crypto",
  inspect: "node:util",
  format: "node:util",
  isDeepStrictEqual: "node:util",
  EventEmitter: "node:events",
  setTimeout: "node:timers/promises",
};

/** Names a module exports by their own name. */
function exportsOf(ast: Node): string[] {
  return children(ast, "body").flatMap((node) => {
    if (node.type === "ExpressionStatement") return commonExport(node);
    if (node.type !== "ExportNamedDeclaration") return [];
    const declared = child(node, "declaration");
    const id = declared && child(declared, "id");
    const variables = declared ? children(declared, "declarations") : [];
    return [
      ...(id ? [text(id, "name")] : []),
      ...variables.flatMap((variable) =>
        patternNames(child(variable, "id") ?? variable).map(({ name }) => name),
      ),
      ...children(node, "specifiers").map((specifier) =>
        text(child(specifier, "exported") ?? specifier, "name"),
      ),
    ];
  });
}

/** `exports.a = …` and `module.exports = { a, b }`. */
function commonExport(statement: Node): string[] {
  const assignment = child(statement, "expression");
  const left = assignment && child(assignment, "left");
  const right = assignment && child(assignment, "right");
  if (left?.type !== "MemberExpression") return [];
  if (right?.type === "ObjectExpression")
    return children(right, "properties").map((property) => text(child(property, "key") ?? property, "name"));
  return [text(child(left, "property") ?? left, "name")];
}

/** How this file writes the path of its imports: with or without the extension. */
function specifier(from: FileSuspicion, to: string): string {
  const path = relative(dirname(from.file), to).replaceAll("\\", "/");
  const written = path.startsWith(".") ? path : `./${path}`;
  const bare = /from\s*["']\.[^"']*\/[\w-]+["']|require\(["']\.[^"']*\/[\w-]+["']\)/.test(from.source.text);
  return bare || !from.source.esm ? written.replace(/\.[cm]?[jt]sx?$/, "") : written;
}

function statement(file: FileSuspicion, name: string, path: string): string {
  return file.source.esm
    ? `import { ${name} } from "${path}";\n`
    : `const { ${name} } = require("${path}");\n`;
}

/** Names that the failing tests report as not defined. */
function missingNames(failing: readonly TestOutcome[]): string[] {
  const found = failing.flatMap(
    ({ message }) => /(?:^|\W)([A-Za-z_$][\w$]*) is not defined/.exec(message ?? "")?.[1] ?? [],
  );
  return [...new Set(found)];
}

/** Imports for names that a failing test found undefined, from the files of the program and from Node. */
export function missingImports(files: readonly FileSuspicion[], failing: readonly TestOutcome[]): Scored[] {
  return missingNames(failing).flatMap((name) =>
    files
      .filter(
        ({ source, scores }) =>
          new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(source.text) &&
          scores.some((score) => score > 0),
      )
      .flatMap((file) => {
        const own = files
          .filter((other) => other !== file && exportsOf(other.source.ast).includes(name))
          .map((other) => specifier(file, other.file));
        const builtin = BUILTIN_EXPORTS[name];
        const module = isBuiltin(name) ? name : undefined;
        const lines = [...own, ...(builtin ? [builtin] : [])].map((path) => statement(file, name, path));
        if (module)
          lines.push(
            file.source.esm
              ? `import ${name} from "node:${name}";\n`
              : `const ${name} = require("node:${name}");\n`,
          );
        return lines.map((line) => candidate(file, line));
      }),
  );
}

function candidate(file: FileSuspicion, line: string): Scored {
  const { source, statements } = file;
  const first = children(source.ast, "body")[0] ?? source.ast;
  const site = new Site(fileContext(source, statements, {}, []), first, "body", [source.ast]);
  const edits = [{ start: first.start, end: first.start, text: line }];
  const placed: PlacedProposal = { operator: "import.add", prior: 0.95, edits, node: first, site };
  return {
    id: 0,
    changes: [{ file: file.file, edits }],
    operator: "import.add",
    prior: 0.95,
    score: 0.95,
    suspicion: 1,
    parts: [placed],
    file: file.file,
  };
}
