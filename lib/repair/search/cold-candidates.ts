import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { RepairRequest } from "../request.ts";
import { lineAt } from "../syntax/edits.ts";
import { isGenerated } from "../syntax/generated.ts";
import { statementsOf } from "../syntax/instrument.ts";
import { child, children, text } from "../syntax/node.ts";
import { readSource, type Source } from "../syntax/source.ts";
import { completePath } from "../worker/resolve.ts";
import { oneEditCandidates, type Scored } from "./candidates.ts";
import { hintsFrom } from "./hints.ts";
import { templatesOf } from "./past-fixes.ts";
import type { FileSuspicion } from "./suspicion.ts";

/** A candidate with the texts it was made for. */
export interface ColdCandidate extends Scored {
  before: Record<string, string>;
}

function read(root: string, file: string): Source | undefined {
  try {
    return readSource(file, readFileSync(join(root, file), "utf8"));
  } catch {
    return undefined;
  }
}

/** Files the tests reach by relative imports, even through files that do not parse; absolute paths. */
export function reachableFiles(request: RepairRequest): string[] {
  const found = new Set<string>();
  const queue = request.testFiles.map((file) => resolve(request.root, file));
  for (const path of queue) {
    if (found.has(path)) continue;
    found.add(path);
    const text = readSafely(path);
    for (const match of text.matchAll(/(?:from|require\(|import\(|import)\s*["'](\.[^"']*)["']/g)) {
      const next = completePath(resolve(dirname(path), match[1] ?? ""));
      if (next) queue.push(next);
    }
  }
  return [...found].filter((path) => readSafely(path) !== "");
}

function readSafely(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Files reached from the tests by relative imports. */
function reachable(request: RepairRequest): Map<string, Source> {
  const found = new Map<string, Source>();
  const queue = [...request.testFiles];
  for (const file of queue) {
    const source = found.has(file) ? undefined : read(request.root, file);
    if (!source) continue;
    found.set(file, source);
    const written = children(source.ast, "body").flatMap(
      (node) => text(child(node, "source") ?? node, "value") || [],
    );
    const required = [...source.text.matchAll(/(?:require|mock|import)\(\s*["']([^"']+)["']/g)].map(
      (match) => match[1] ?? "",
    );
    for (const specifier of [...written, ...required]) {
      if (!specifier.startsWith(".")) continue;
      const path = completePath(resolve(request.root, dirname(file), specifier));
      if (path) queue.push(relative(request.root, path));
    }
  }
  return found;
}

/** One-edit candidates without coverage: stack frames and the words of the test names say where to begin. */
export function coldCandidates(request: RepairRequest): ColdCandidate[] {
  const words = new Set(
    `${request.failingTests.map((test) => test.name).join(" ")} ${request.hints}`
      .toLowerCase()
      .match(/[a-z]{4,}/g) ?? [],
  );
  const files: FileSuspicion[] = [];
  for (const [file, source] of reachable(request)) {
    if (
      request.testFiles.includes(file) ||
      (request.sourceFiles?.length && !request.sourceFiles.includes(file)) ||
      isGenerated(file, source.text)
    )
      continue;
    const statements = statementsOf(source.ast);
    const lines = new Set(
      request.stackFrames.filter((frame) => frame.file === file).map((frame) => frame.line),
    );
    const scores = statements.map(({ start, end }) => {
      if (lines.has(lineAt(source.text, start))) return 1;
      const own = source.text.slice(start, end).toLowerCase();
      return 0.4 + 0.05 * Math.min(4, [...words].filter((word) => own.includes(word)).length);
    });
    files.push({ file, source, statements, scores });
  }
  const before = Object.fromEntries(files.map(({ file, source }) => [file, source.text]));
  const baseline = { tests: [], files: [], loaded: {}, seen: {} };
  return oneEditCandidates(files, baseline, hintsFrom([], request.hints), templatesOf(request.pastFixes)).map(
    (candidate) => ({
      ...candidate,
      before,
    }),
  );
}
