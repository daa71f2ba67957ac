import { isBuiltin } from "node:module";
import { dirname, relative } from "node:path";
import type { PlacedProposal } from "../operators/catalogue.ts";
import { fileContext, Site } from "../operators/site.ts";
import { children } from "../syntax/node.ts";
import type { TestOutcome } from "../worker/protocol.ts";
import type { Scored } from "./candidates.ts";
import { exportsOf } from "./exports.ts";
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

/** How this file writes the path of its imports: with the extension, without, or with that of what is compiled. */
export function specifier(from: FileSuspicion, to: string): string {
  const path = relative(dirname(from.file), to).replaceAll("\\", "/");
  const written = path.startsWith(".") ? path : `./${path}`;
  const { text: code, esm } = from.source;
  const bare = /from\s*["']\.[^"']*\/[\w-]+["']|require\(["']\.[^"']*\/[\w-]+["']\)/.test(code);
  if (bare || !esm) return written.replace(/\.[cm]?[jt]sx?$/, "");
  const compiled = /\.[cm]?tsx?$/.test(from.file) && /from\s*["']\.[^"']*\.[cm]?js["']/.test(code);
  return compiled ? written.replace(/\.([cm]?)tsx?$/, ".$1js") : written;
}

/** One line that brings a name into a file. */
export function importStatement(file: FileSuspicion, name: string, path: string): string {
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
          .filter((other) => other !== file && exportsOf(other.source.ast).some((one) => one.name === name))
          .map((other) => specifier(file, other.file));
        const builtin = BUILTIN_EXPORTS[name];
        const module = isBuiltin(name) ? name : undefined;
        const lines = [...own, ...(builtin ? [builtin] : [])].map((path) =>
          importStatement(file, name, path),
        );
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
