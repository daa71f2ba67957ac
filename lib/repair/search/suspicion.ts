import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Localisation, SuspiciousFunction, SuspiciousLine } from "../result.ts";
import { lineAt } from "../syntax/edits.ts";
import { isGenerated } from "../syntax/generated.ts";
import { type Statement, statementsOf } from "../syntax/instrument.ts";
import { child, children, type Node } from "../syntax/node.ts";
import { functionAt, functionsOf, patternNames } from "../syntax/scope.ts";
import { readSource, type Source } from "../syntax/source.ts";
import type { Baseline, Frame, TestId, TestOutcome } from "../worker/protocol.ts";

/** How suspicious each statement of a file is. */
export interface FileSuspicion {
  file: string;
  source: Source;
  statements: readonly Statement[];
  /** Ochiai score by statement number; 0 for statements no failing test ran. */
  scores: number[];
}

const keyOf = (test: TestId): string => `${test.file}\0${test.name}`;

/**
 * Ochiai: failing tests that ran a statement over the root of (all failing × all that ran it).
 * Source: Abreu, Zoeteweij, van Gemund, "On the accuracy of spectrum-based fault localization", 2007.
 */
export function ochiai(failedCovered: number, failedAll: number, passedCovered: number): number {
  const below = Math.sqrt(failedAll * (failedCovered + passedCovered));
  return below === 0 ? 0 : failedCovered / below;
}

function scoresOf(
  file: string,
  statements: readonly Statement[],
  baseline: Baseline,
  failing: readonly TestOutcome[],
): number[] {
  const failed = new Map<number, number>();
  const passed = new Map<number, number>();
  const failingKeys = new Set(failing.map(keyOf));
  const passing = baseline.tests.filter((test) => test.status === "passed");
  for (const test of baseline.tests) {
    const counts = failingKeys.has(keyOf(test)) ? failed : test.status === "passed" ? passed : undefined;
    for (const id of test.covered?.[file] ?? []) counts?.set(id, (counts.get(id) ?? 0) + 1);
  }
  const loaded = new Set(baseline.loaded[file] ?? []);
  return statements.map(({ id }) => {
    if (loaded.has(id) && !failed.has(id))
      return ochiai(failing.length, failing.length, passing.length) * 0.8;
    return ochiai(failed.get(id) ?? 0, failing.length, passed.get(id) ?? 0);
  });
}

/** A constant is as suspicious as the most suspicious statement that reads it, less a little. */
function raiseConstants(files: readonly FileSuspicion[]): void {
  const strongest = new Map<string, number>();
  for (const { source, statements, scores } of files)
    for (const { id, start, end, topLevel } of statements) {
      const score = scores[id] ?? 0;
      if (topLevel || score === 0) continue;
      for (const word of source.text.slice(start, end).match(/[A-Za-z_$][\w$]*/g) ?? [])
        strongest.set(word, Math.max(strongest.get(word) ?? 0, score));
    }
  for (const { source, statements, scores } of files)
    for (const statement of statements) {
      if (!statement.topLevel) continue;
      const read = declaredIn(source.ast, statement).map((name) => strongest.get(name) ?? 0);
      const raised = Math.max(0, ...read) * 0.9;
      if (raised > 0) scores[statement.id] = Math.max(scores[statement.id] ?? 0, raised);
    }
}

function declaredIn(ast: Node, statement: Statement): string[] {
  for (const top of children(ast, "body")) {
    const node = /^Export/.test(top.type) ? child(top, "declaration") : top;
    if (node?.start !== statement.start || node.end !== statement.end) continue;
    return children(node, "declarations").flatMap((declarator) => {
      const id = child(declarator, "id");
      return id ? patternNames(id).map(({ name }) => name) : [];
    });
  }
  return [];
}

/** Lines named by stack traces count as certain; each outer frame a little less. */
function raiseFrames(files: readonly FileSuspicion[], frames: readonly Frame[]): Set<string> {
  const named = new Set<string>();
  let strength = 1;
  for (const frame of frames) {
    const file = files.find((next) => next.file === frame.file);
    if (!file) continue;
    for (const { id, start, end } of file.statements) {
      const first = lineAt(file.source.text, start);
      if (
        frame.line < first ||
        frame.line > lineAt(file.source.text, end) ||
        (frame.line !== first && end - start > 200)
      )
        continue;
      if ((file.scores[id] ?? 0) === 0) continue;
      file.scores[id] = Math.max(file.scores[id] ?? 0, strength);
      named.add(`${frame.file}:${frame.line}`);
    }
    strength *= 0.92;
  }
  return named;
}

interface Read {
  source: Source;
  statements: Statement[];
}

function readSuspect(root: string, file: string): Read | "generated" | undefined {
  if (!/\.[cm]?[jt]s$/.test(file)) return undefined;
  try {
    const text = readFileSync(join(root, file), "utf8");
    if (isGenerated(file, text)) return "generated";
    const source = readSource(file, text);
    return { source, statements: statementsOf(source.ast) };
  } catch {
    return undefined;
  }
}

export interface SuspicionInput {
  root: string;
  baseline: Baseline;
  failing: readonly TestOutcome[];
  testFiles: readonly string[];
  sourceFiles?: readonly string[];
  frames: readonly Frame[];
}

/** Score every statement of every file the failing tests ran. Test files are never suspects. */
export function suspect(input: SuspicionInput): { files: FileSuspicion[]; localisation: Localisation } {
  const { root, baseline, failing, testFiles, sourceFiles } = input;
  const candidates = baseline.files.filter(
    (file) =>
      !testFiles.includes(file) && (!sourceFiles || sourceFiles.length === 0 || sourceFiles.includes(file)),
  );
  const generated: string[] = [];
  const files = candidates.flatMap((file): FileSuspicion[] => {
    const read = readSuspect(root, file);
    if (read === "generated") generated.push(file);
    return typeof read === "object"
      ? [{ file, ...read, scores: scoresOf(file, read.statements, baseline, failing) }]
      : [];
  });
  raiseConstants(files);
  const frames = [...input.frames, ...failing.flatMap((test) => (isThrown(test) ? test.frames : []))];
  const named = raiseFrames(files, frames);
  return { files, localisation: { ...summarise(files, named), ...(generated.length > 0 && { generated }) } };
}

/** An assertion's own frames say where the test is, not where the fault is; a thrown error's do. */
function isThrown(test: TestOutcome): boolean {
  return test.expected === undefined && test.actual === undefined;
}

function summarise(files: readonly FileSuspicion[], named: ReadonlySet<string>): Localisation {
  const lines: SuspiciousLine[] = [];
  const functions = new Map<string, SuspiciousFunction>();
  for (const { file, source, statements, scores } of files) {
    const known = functionsOf(source.ast);
    for (const { id, start } of statements) {
      const score = Number((scores[id] ?? 0).toFixed(4));
      if (score === 0) continue;
      const line = lineAt(source.text, start);
      const why = named.has(`${file}:${line}`)
        ? "named by the stack trace of the failing test"
        : "run by the failing tests more than by passing ones";
      lines.push({ file, line, score, why });
      const fn = functionAt(known, start);
      const key = `${file}\0${fn?.start ?? -1}`;
      const before = functions.get(key);
      if (before && before.score >= score) continue;
      const fnLine = fn ? lineAt(source.text, fn.start) : line;
      functions.set(key, { file, line: fnLine, function: fn?.name ?? "(top level)", score, why });
    }
  }
  const byScore = (a: SuspiciousLine, b: SuspiciousLine): number =>
    b.score - a.score || a.file.localeCompare(b.file) || a.line - b.line;
  return {
    lines: lines.sort(byScore).slice(0, 40),
    functions: [...functions.values()].sort(byScore).slice(0, 20),
  };
}
