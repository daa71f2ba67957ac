import { type PlacedProposal, proposals } from "../operators/catalogue.ts";
import { type FileContext, fileContext } from "../operators/site.ts";
import { child, children, isFunction, isTypeOnly, type Node, walk } from "../syntax/node.ts";
import { type FunctionInfo, functionsOf, patternNames } from "../syntax/scope.ts";
import type { Source } from "../syntax/source.ts";
import type { Baseline, Change } from "../worker/protocol.ts";
import type { Neighbours } from "./neighbourhood.ts";
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

/** Functions that are near, and those that are far. In a small program all are near, by the length of their code. */
const MAX_FUNCTIONS = 8;
const MORE_FUNCTIONS = 32;
const NEAR_CODE = 3_500;
/** Changes of far functions below this prior are left out. */
const LIKELY = 0.4;
const MAX_PER_FUNCTION = 30_000;
/** A declared name that nothing uses yet probably belongs into the missing code. */
const UNUSED_BONUS = 1.4;

const MAX_DECLARATIONS = 12;

/** "near": every change of the most suspicious functions; "far": the likelier changes of the next ones. */
export type Distance = "near" | "far";

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

/** Fields of classes with a value that is no function. */
function classFields(ast: Node): { start: number; end: number; owner: Node }[] {
  const found: { start: number; end: number; owner: Node }[] = [];
  walk(ast, ({ node, ancestors }) => {
    if (isTypeOnly(node)) return false;
    const value = /^Class(Private)?Property$/.test(node.type) ? child(node, "value") : undefined;
    const owner = ancestors[1];
    if (value && owner && !isFunction(value)) found.push({ start: node.start, end: node.end, owner });
    return true;
  });
  return found;
}

/** Statements of the file; of a file that is wrapped into a function that is called at once, those inside it. */
function topLevel(ast: Node): Node[] {
  const wrapped = (node: Node): Node[] => {
    const expression = node.type === "ExpressionStatement" ? child(node, "expression") : undefined;
    const call = expression && (/^Unary/.test(expression.type) ? child(expression, "argument") : expression);
    if (call?.type !== "CallExpression") return [node];
    const callee = child(call, "callee");
    const bound = callee && child(callee, "object");
    const inside = [callee, bound, ...children(call, "arguments")].filter(
      (fn) => fn !== undefined && isFunction(fn) && !child(fn, "id"),
    );
    const bodies = inside.flatMap((fn) => (fn ? (child(fn, "body") ?? []) : []));
    return bodies.length > 0 ? bodies.flatMap((body) => children(body, "body")) : [node];
  };
  return children(ast, "body").flatMap(wrapped);
}

/** The most suspicious functions and top-level declarations of all files, most suspicious first. */
function ranges(files: readonly FileSuspicion[], distance: Distance): Range[] {
  const functions: Range[] = [];
  const declarations: Range[] = [];
  for (const suspicion of files) {
    for (const { start, end } of outermost(functionsOf(suspicion.source.ast))) {
      const score = maxScore(suspicion, start, end);
      if (score > 0) functions.push({ suspicion, start, end, score });
    }
    for (const field of classFields(suspicion.source.ast)) {
      const score = maxScore(suspicion, field.owner.start, field.owner.end) * 0.8;
      if (score > 0) declarations.push({ suspicion, start: field.start, end: field.end, score });
    }
    for (const top of topLevel(suspicion.source.ast)) {
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
  functions.sort(byScore);
  let length = 0;
  const near = functions.filter((range, index) => {
    length += range.end - range.start;
    return index < MAX_FUNCTIONS || length <= NEAR_CODE;
  }).length;
  return distance === "near"
    ? [...functions.slice(0, near), ...declarations.sort(byScore).slice(0, MAX_DECLARATIONS)]
    : functions.slice(near, near + MORE_FUNCTIONS);
}

/** Suspicion of the place a proposal changes; undefined when no failing test ever gets there. */
function suspicionAt(proposal: PlacedProposal, file: FileSuspicion): number | undefined {
  const statement = proposal.site.statement;
  const fn = proposal.site.fn;
  if (!statement) {
    const around =
      fn ?? proposal.site.ancestors.find((node) => /^Class(Declaration|Expression)$/.test(node.type));
    return around ? maxScore(file, around.start, around.end) || undefined : undefined;
  }
  const score = file.scores[statement.id] ?? 0;
  return score > 0 ? score : undefined;
}

/** Matches the names that a file declares or imports and uses nowhere; undefined when there are none. */
export function unusedNames(source: Source): RegExp | undefined {
  const counts = new Map<string, number>();
  for (const [word] of source.text.matchAll(/[A-Za-z_$][\w$]*/g))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  const found = new Set<string>();
  const add = (pattern: Node | undefined): void => {
    for (const { name } of pattern ? patternNames(pattern) : [])
      if (counts.get(name) === 1 && name.length > 1) found.add(name);
  };
  walk(source.ast, ({ node }) => {
    if (isTypeOnly(node)) return false;
    if (isFunction(node)) for (const param of children(node, "params")) add(param);
    else if (node.type === "VariableDeclarator") add(child(node, "id"));
    else if (/^Import.*Specifier$/.test(node.type)) add(child(node, "local"));
    return true;
  });
  const names = [...found].map((name) => name.replaceAll("$", "\\$"));
  return names.length > 0 ? new RegExp(`(?<![\\w$])(${names.join("|")})(?![\\w$])`) : undefined;
}

/** Every one-edit candidate in search order: best first, ties in source order, at most the cap per function. */
export function oneEditCandidates(
  files: readonly FileSuspicion[],
  baseline: Baseline,
  hints: readonly string[],
  templates: FileContext["templates"] = [],
  distance: Distance = "near",
  neighbours?: Neighbours,
): Scored[] {
  const contexts = new Map<FileSuspicion, FileContext>();
  const found: Scored[] = [];
  const unused = new Map<FileSuspicion, RegExp | undefined>();
  const least = distance === "near" ? 0 : LIKELY;
  for (const { suspicion, start, end } of ranges(files, distance)) {
    let context = contexts.get(suspicion);
    if (!context) {
      context = fileContext(
        suspicion.source,
        suspicion.statements,
        baseline.seen[suspicion.file] ?? {},
        hints,
        templates,
        neighbours?.of(suspicion),
      );
      contexts.set(suspicion, context);
      unused.set(suspicion, unusedNames(suspicion.source));
    }
    const waiting = unused.get(suspicion);
    const here: Scored[] = [];
    for (const made of proposals(context, start, end)) {
      if (made.prior < least) continue;
      const bonus = waiting && made.edits.some((edit) => waiting.test(edit.text)) ? UNUSED_BONUS : 1;
      const proposal = bonus === 1 ? made : { ...made, prior: Math.min(0.97, made.prior * bonus) };
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
