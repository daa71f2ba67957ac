import { type PlacedProposal, proposals } from "../operators/catalogue.ts";
import { type FileContext, fileContext } from "../operators/site.ts";
import { child, children } from "../syntax/node.ts";
import { type FunctionInfo, functionsOf } from "../syntax/scope.ts";
import type { Baseline, Change } from "../worker/protocol.ts";
import type { FileSuspicion } from "./suspicion.ts";

/** A candidate patch with its place in the search order. */
export interface Scored {
  id: number;
  changes: Change[];
  operator: string;
  prior: number;
  /** prior × (0.25 + 0.75 · Ochiai). */
  score: number;
  suspicion: number;
  /** The proposals it consists of; two for a two-edit candidate. */
  parts: readonly PlacedProposal[];
  file: string;
}

const MAX_FUNCTIONS = 8;
const MAX_PER_FUNCTION = 30_000;

interface Range {
  suspicion: FileSuspicion;
  start: number;
  end: number;
  score: number;
}

function maxScore(file: FileSuspicion, start: number, end: number): number {
  let best = 0;
  for (const statement of file.statements)
    if (statement.start >= start && statement.end <= end)
      best = Math.max(best, file.scores[statement.id] ?? 0);
  return best;
}

function outermost(functions: readonly FunctionInfo[]): FunctionInfo[] {
  return functions.filter(
    (info) =>
      !functions.some((other) => other !== info && other.start <= info.start && info.end <= other.end),
  );
}

/** The most suspicious functions and top-level declarations of all files, most suspicious first. */
function ranges(files: readonly FileSuspicion[]): Range[] {
  const functions: Range[] = [];
  const declarations: Range[] = [];
  for (const suspicion of files) {
    for (const { start, end } of outermost(functionsOf(suspicion.source.ast))) {
      const score = maxScore(suspicion, start, end);
      if (score > 0) functions.push({ suspicion, start, end, score });
    }
    for (const top of children(suspicion.source.ast, "body")) {
      const node = /^Export/.test(top.type) ? child(top, "declaration") : top;
      if (
        !node ||
        !/^(VariableDeclaration|ExpressionStatement|IfStatement|ForStatement|ForOfStatement)$/.test(node.type)
      )
        continue;
      const score = maxScore(suspicion, node.start, node.end);
      const covered = functions.some(
        (range) => range.suspicion === suspicion && node.start <= range.start && range.end <= node.end,
      );
      if (score > 0 && !covered) declarations.push({ suspicion, start: node.start, end: node.end, score });
    }
  }
  const byScore = (a: Range, b: Range): number => b.score - a.score;
  return [...functions.sort(byScore).slice(0, MAX_FUNCTIONS), ...declarations.sort(byScore).slice(0, 12)];
}

/** Suspicion of the place a proposal changes; undefined when no failing test ever gets there. */
function suspicionAt(proposal: PlacedProposal, file: FileSuspicion): number | undefined {
  const statement = proposal.site.statement;
  const fn = proposal.site.fn;
  if (!statement) return fn ? maxScore(file, fn.start, fn.end) || undefined : undefined;
  const score = file.scores[statement.id] ?? 0;
  return score > 0 ? score : undefined;
}

/** Every one-edit candidate in search order: best first, ties in source order, at most the cap per function. */
export function oneEditCandidates(
  files: readonly FileSuspicion[],
  baseline: Baseline,
  hints: readonly string[],
  templates: FileContext["templates"] = [],
): Scored[] {
  const contexts = new Map<FileSuspicion, FileContext>();
  const found: Scored[] = [];
  for (const { suspicion, start, end } of ranges(files)) {
    let context = contexts.get(suspicion);
    if (!context) {
      context = fileContext(
        suspicion.source,
        suspicion.statements,
        baseline.seen[suspicion.file] ?? {},
        hints,
        templates,
      );
      contexts.set(suspicion, context);
    }
    const here: Scored[] = [];
    for (const proposal of proposals(context, start, end)) {
      const score = suspicionAt(proposal, suspicion);
      if (score === undefined) continue;
      here.push({
        id: 0,
        changes: [{ file: suspicion.file, edits: proposal.edits }],
        operator: proposal.operator,
        prior: proposal.prior,
        score: proposal.prior * (0.25 + 0.75 * score),
        suspicion: score,
        parts: [proposal],
        file: suspicion.file,
      });
    }
    found.push(...here.sort((a, b) => b.score - a.score).slice(0, MAX_PER_FUNCTION));
  }
  found.sort((a, b) => b.score - a.score);
  return found.map((candidate, id) => ({ ...candidate, id }));
}
