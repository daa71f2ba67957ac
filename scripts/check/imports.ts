/** What a source file imports: where from, whether it costs anything at run time, and which file that is. */
import { posix } from "node:path";
import { type SourceFile, type SyntaxNode, walk } from "./source.ts";

export interface Import {
  specifier: string;
  /** Names of the other file, as it exports them. */
  names: string[];
  line: number;
  /** `import type`, or only type specifiers: gone at run time. */
  typeOnly: boolean;
  /** `import()`: runs later, so it can't close a cycle of module evaluation. */
  dynamic: boolean;
  /** The file of ours it names, relative to the repository; undefined for a package or a Node module. */
  target?: string;
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = (node.specifiers ?? []) as SyntaxNode[];
  return (
    specifiers.length > 0 && specifiers.every((one) => one.importKind === "type" || one.exportKind === "type")
  );
}

function namesOf(node: SyntaxNode): string[] {
  const specifiers = (node.specifiers ?? []) as SyntaxNode[];
  return specifiers.map((one) => String(((one.imported ?? one.local) as SyntaxNode | undefined)?.name));
}

/** The file of ours that a specifier names: "./x.ts" and "#lib/x.ts" are ours, the rest are packages. */
function resolveSpecifier(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) return posix.normalize(specifier.slice(1));
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), specifier));
  return undefined;
}

function readImport(node: SyntaxNode): Pick<Import, "specifier" | "typeOnly" | "dynamic"> | undefined {
  const source = node.source as SyntaxNode | undefined;
  const literal = source?.type === "StringLiteral" ? String(source.value) : undefined;
  if (literal === undefined) return undefined;
  if (node.type === "TSImportType") return { specifier: literal, typeOnly: true, dynamic: false };
  if (node.type === "ImportExpression") return { specifier: literal, typeOnly: false, dynamic: true };
  if (!["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration"].includes(node.type))
    return undefined;
  return { specifier: literal, typeOnly: isTypeOnly(node), dynamic: false };
}

/** All imports and re-exports of a file, static and dynamic with a literal. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  walk(file.tree, (node) => {
    const read = readImport(node);
    if (!read) return;
    const target = resolveSpecifier(file.path, read.specifier);
    found.push({
      ...read,
      names: namesOf(node),
      line: node.loc?.start.line ?? 1,
      ...(target ? { target } : {}),
    });
  });
  return found;
}

/** "@scope/name" or "name" of a package specifier. */
export function packageName(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier);
}
