import { type ApiEntry, describeComment } from "#lib/domain/documents/write-api-section.ts";
import { child, children, isFunction, type Node, text } from "#lib/repair/syntax/node.ts";
import { parseText } from "#lib/repair/syntax/source.ts";

/** The doc comment that ends before an offset. */
function commentBefore(source: string, start: number): string {
  const before = source.slice(0, start).trimEnd();
  return /\/\*\*(?:(?!\*\/)[\s\S])*\*\/$/.exec(before)?.[0] ?? "";
}

const squeeze = (signature: string): string =>
  signature.replace(/\s+/g, " ").replace(/,? \)/g, ")").replace(/\( /g, "(").trim();

function signatureOf(source: string, statement: Node, fn: Node): string {
  const body = child(fn, "body");
  const end = body && body.type !== "ClassBody" ? body.start : (body?.start ?? fn.end);
  return squeeze(
    source
      .slice(statement.start, end)
      .replace(/^export\s+(default\s+)?/, "")
      .replace(/(=>|\{|=)\s*$/, ""),
  );
}

/** Exported functions, classes and types of a TypeScript or JavaScript file, with signature and doc comment. */
function ofJavaScript(path: string, source: string): ApiEntry[] {
  return children(parseText(path, source), "body").flatMap((statement): ApiEntry[] => {
    if (!/^Export(Named|Default)Declaration$/.test(statement.type)) return [];
    const node = child(statement, "declaration");
    if (!node) return [];
    const description = describeComment(commentBefore(source, statement.start));
    const id = child(node, "id");
    if (node.type === "VariableDeclaration")
      return children(node, "declarations").flatMap((one) => {
        const [name, init] = [child(one, "id"), child(one, "init")];
        if (!name || !init) return [];
        const signature = isFunction(init)
          ? signatureOf(source, statement, init)
          : squeeze(
              source
                .slice(statement.start, Math.min(one.end, statement.start + 200))
                .replace(/^export\s+/, ""),
            );
        return [{ name: text(name, "name"), signature, description }];
      });
    if (!id) return [];
    if (/^TS(Interface|TypeAlias|Enum)/.test(node.type))
      return [{ name: text(id, "name"), signature: source.slice(node.start, node.end), description }];
    return [{ name: text(id, "name"), signature: signatureOf(source, statement, node), description }];
  });
}

/** Functions and classes of a Python file that don't begin with an underscore, with their docstrings. */
function ofPython(source: string): ApiEntry[] {
  const found = source.matchAll(
    /^((?:async )?def|class) ([A-Za-z]\w*)((?:\([^)]*\))?(?:\s*->\s*[^:\n]+)?):[^\n]*\n(?:\s+(?:"""([\s\S]*?)"""|'([^'\n]*)'))?/gm,
  );
  return [...found].map(([, word = "", name = "", rest = "", long, short]) => ({
    name,
    signature: squeeze(`${word} ${name}${rest}`),
    description: (long ?? short ?? "")
      .split("\n")
      .map((line) => line.trim())
      .join("\n")
      .trim(),
  }));
}

/** What a file gives to others, as its declarations and comments say. Throws a SyntaxError when it can't be parsed. */
export function readApi(path: string, source: string): ApiEntry[] {
  return path.endsWith(".py") ? ofPython(source) : ofJavaScript(path, source);
}
