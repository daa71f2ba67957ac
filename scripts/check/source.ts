/** Reads and parses the hand-written source files once, for every check that looks at code. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@babel/parser";

/** A node of the syntax tree, as far as the checks need it. */
export interface SyntaxNode {
  type: string;
  loc?: { start: { line: number }; end: { line: number } } | null;
  [field: string]: unknown;
}

export interface SourceFile {
  /** Relative to the repository, with "/". */
  path: string;
  text: string;
  tree: SyntaxNode;
}

export interface Finding {
  path: string;
  line?: number;
  message: string;
  /** A warning is printed but does not fail the check. */
  warning?: true;
}

const notHandWritten =
  /^(components\/ui\/|lib\/db\/types\.ts$|evals\/(?:repositories|fixes|refactorings)\/|supabase\/seed\/sample-repository\/|next-env\.d\.ts$)/;

/** Tests and their set-up may import anything and hold long callbacks. */
export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$|^scripts\/testing\/|^(e2e|supabase\/tests)\/|\/testing\//.test(path);
}

/** Paths of the repository's code files: tracked, and new ones that git does not ignore. */
function listSourceFiles(root: string): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z"];
  const listed = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return listed.split("\0").filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !notHandWritten.test(path));
}

export function parseSource(path: string, text: string): SourceFile {
  const plugins: ("typescript" | "jsx")[] = path.endsWith(".tsx") ? ["typescript", "jsx"] : ["typescript"];
  const tree = parse(text, { sourceType: "module", plugins }) as unknown as SyntaxNode;
  return { path, text, tree };
}

export function readSources(root: string): SourceFile[] {
  const files: SourceFile[] = [];
  for (const path of listSourceFiles(root)) {
    let text: string;
    try {
      text = readFileSync(join(root, path), "utf8");
    } catch {
      continue; // deleted, and the deletion not yet committed
    }
    files.push(parseSource(path, text));
  }
  return files;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";
}

/** Calls `visit` for each node of the tree, parents first. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode, parent?: SyntaxNode) => void): void {
  const queue: { node: SyntaxNode; parent?: SyntaxNode }[] = [{ node }];
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    const current = entry.node;
    visit(current, entry.parent);
    for (const [field, value] of Object.entries(current)) {
      if (field === "loc" || field.endsWith("omments") || field === "errors") continue;
      const children = Array.isArray(value) ? value : [value];
      for (const child of children) if (isNode(child)) queue.push({ node: child, parent: current });
    }
  }
}
