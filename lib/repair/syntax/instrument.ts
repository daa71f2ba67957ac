import type { Edit } from "./edits.ts";
import { child, children, isFunction, isLoop, isTypeOnly, type Node, walk } from "./node.ts";
import { visibleAt } from "./scope.ts";

/** Name of the global that counts loop turns and function entries and throws when the budget is spent. */
export const TICK = "__repairTick";
/** Name of the global that records which statements ran. */
export const COVER = "__repairCover";

/** Insertions that belong together: dropping one drops all (an opening and its closing brace). */
export interface Insertion {
  edits: Edit[];
}

function atBlock(node: Node, code: string): Insertion {
  return { edits: [{ start: node.start + 1, end: node.start + 1, text: code }] };
}

function wrapped(node: Node, before: string, after: string): Insertion {
  return {
    edits: [
      { start: node.start, end: node.start, text: before },
      { start: node.end, end: node.end, text: after },
    ],
  };
}

function afterDirectives(body: Node): number {
  const directives = children(body, "directives");
  return directives.at(-1)?.end ?? body.start + 1;
}

/** A tick at each function entry and loop turn, so that every endless program runs out of budget. */
export function guards(ast: Node): Insertion[] {
  const found: Insertion[] = [];
  walk(ast, ({ node }) => {
    if (isTypeOnly(node)) return false;
    const body = child(node, "body");
    if (body && isLoop(node)) {
      if (body.type === "BlockStatement") found.push(atBlock(body, `${TICK}();`));
      else found.push(wrapped(body, `{${TICK}();`, "}"));
    } else if (node.type === "IfStatement") {
      // An operator may turn a block under `if` into a loop.
      const block = child(node, "consequent");
      if (block?.type === "BlockStatement") found.push(atBlock(block, `${TICK}();`));
    } else if (body && isFunction(node)) {
      if (body.type === "BlockStatement") {
        const at = afterDirectives(body);
        found.push({ edits: [{ start: at, end: at, text: `;${TICK}();` }] });
      } else if (child(node, "body")?.type !== "BlockStatement") found.push(expressionBody(node, body));
    }
    return true;
  });
  return found;
}

function expressionBody(fn: Node, body: Node): Insertion {
  const extra = body.extra;
  const open =
    typeof extra === "object" &&
    extra !== null &&
    "parenStart" in extra &&
    typeof extra.parenStart === "number"
      ? extra.parenStart
      : body.start;
  return {
    edits: [
      { start: open, end: open, text: `(${TICK}(),` },
      { start: fn.end, end: fn.end, text: ")" },
    ],
  };
}

/** A statement (or expression body) whose execution coverage reports. */
export interface Statement {
  id: number;
  start: number;
  end: number;
  /** True for statements that run once when the module loads. */
  topLevel: boolean;
}

const UNCOUNTED = new Set(["BlockStatement", "EmptyStatement", "FunctionDeclaration", "ClassDeclaration"]);

/** Every statement in a statement list, in source order: the unit of coverage. */
export function statementsOf(ast: Node): Statement[] {
  const found: Statement[] = [];
  walk(ast, ({ node, field, ancestors }) => {
    if (isTypeOnly(node)) return false;
    const parent = ancestors[0];
    const inList = parent && ["body", "consequent"].includes(field) && Array.isArray(parent[field]);
    const exported = parent?.type === "ExportNamedDeclaration" && field === "declaration";
    const counted =
      (inList && /Statement$/.test(node.type)) ||
      ((inList || exported) && node.type === "VariableDeclaration");
    const topLevel = !ancestors.some(isFunction);
    if (counted && !UNCOUNTED.has(node.type))
      found.push({ id: found.length, start: node.start, end: node.end, topLevel });
    else if (
      parent &&
      field === "body" &&
      parent.type === "ArrowFunctionExpression" &&
      node.type !== "BlockStatement"
    )
      found.push({ id: found.length, start: node.start, end: node.end, topLevel: false });
    return true;
  });
  return found;
}

/** Record each statement and the local values it starts with; `file` is the number of this file in the recorder. */
export function coverage(ast: Node, statements: readonly Statement[], file: number): Insertion[] {
  const byStart = new Map(
    statements.map((statement) => [`${statement.start}:${statement.end}`, statement.id]),
  );
  const found: Insertion[] = [];
  walk(ast, ({ node, field, ancestors }) => {
    if (isTypeOnly(node)) return false;
    const id = byStart.get(`${node.start}:${node.end}`);
    if (id === undefined) return true;
    const parent = ancestors[0];
    const names = statements[id]?.topLevel ? [] : localNames(ancestors, node.start);
    const call = `${COVER}(${file},${id}${names.length > 0 ? `,()=>({${names.join(",")}})` : ""})`;
    if (parent?.type === "ArrowFunctionExpression" && field === "body") {
      const guard = expressionBody(parent, node);
      found.push({
        edits: guard.edits.map((edit) => ({ ...edit, text: edit.text.replace(`${TICK}()`, call) })),
      });
    } else {
      const at = parent?.type === "ExportNamedDeclaration" ? parent.start : node.start;
      found.push({ edits: [{ start: at, end: at, text: `${call};` }] });
    }
    return true;
  });
  return found;
}

/** Variables that can be read at the start of a statement without touching one that is not initialised yet. */
function localNames(ancestors: readonly Node[], offset: number): string[] {
  const local = ancestors.filter((node) => node.type !== "Program");
  return visibleAt(local, offset)
    .filter(({ kind }) => kind === "parameter" || kind === "constant" || kind === "variable")
    .map(({ name }) => name)
    .slice(0, 30);
}

/**
 * Merge a candidate's edits with the insertions: an insertion strictly inside replaced text is dropped with its
 * partners, all others are kept around the edit.
 */
export function merge(insertions: readonly Insertion[], edits: readonly Edit[]): Edit[] {
  const kept = insertions.filter(
    (insertion) =>
      !insertion.edits.some((at) => edits.some((edit) => edit.start < at.start && at.start < edit.end)),
  );
  const opening = kept.flatMap(({ edits: [first] }) => (first ? [first] : []));
  const closing = kept.flatMap(({ edits: [, second] }) => (second ? [second] : []));
  return order(opening, edits, closing);
}

function order(opening: readonly Edit[], edits: readonly Edit[], closing: readonly Edit[]): Edit[] {
  const rank = [
    ...closing.map((edit, index) => ({ edit, key: edit.start, rank: 0, index: -index })),
    ...opening.map((edit, index) => ({ edit, key: edit.start, rank: 1, index })),
    ...edits.map((edit, index) => ({
      edit,
      key: edit.start,
      rank: edit.start === edit.end ? 1.5 : 2,
      index,
    })),
  ];
  return rank.sort((a, b) => a.key - b.key || a.rank - b.rank || a.index - b.index).map(({ edit }) => edit);
}

/** Apply edits that are already in order (see `merge`). */
export function splice(source: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at) throw new RangeError("overlapping edits");
    out += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + source.slice(at);
}
