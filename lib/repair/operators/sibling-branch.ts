import type { Edit } from "../syntax/edits.ts";
import { child, children, isFunction, type Node, text, walk } from "../syntax/node.ts";
import type { Emit, OperatorFamily, Site } from "./site.ts";

const MAX_LITERALS = 4;
const MAX_VALUES = 10;

function literalsOf(node: Node): Node[] {
  const found: Node[] = [];
  walk(node, ({ node: next, field }) => {
    if (/^(StringLiteral|NumericLiteral)$/.test(next.type) && field !== "key") found.push(next);
  });
  return found;
}

/** Words a forgotten case may be about: the issue and the failing assertions first, then the file. */
function words(site: Site, like: Node): string[] {
  const { hints, strings, numbers } = site.context;
  const own = like.type === "StringLiteral";
  const fitting = hints.filter((hint) => own !== /^-?\d+(\.\d+)?$/.test(hint)).slice(0, MAX_VALUES);
  const known = (own ? strings : numbers).slice(0, MAX_VALUES);
  return [...new Set([...fitting, ...known])].map((word) => (own ? quoted(site.code(like), word) : word));
}

function quoted(like: string, word: string): string {
  const body = JSON.stringify(word).slice(1, -1);
  return like.startsWith("'") ? `'${body.replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : `"${body}"`;
}

const TURNED: Record<string, string> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
};

/** Operators of a body that a sibling case would use the other way round. */
function turned(node: Node, source: string): Edit[] {
  const found: Edit[] = [];
  walk(node, ({ node: next }) => {
    const operator = text(next, "operator");
    const left = child(next, "left");
    const right = child(next, "right");
    const other = TURNED[operator];
    if (next.type !== "BinaryExpression" || !left || !right || !other) return;
    const at = left.end + source.slice(left.end, right.start).indexOf(operator);
    found.push({ start: at, end: at + operator.length, text: other });
  });
  return found.slice(0, 2);
}

function within(node: Node, edits: readonly Edit[], source: string): string {
  let out = "";
  let at = node.start;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    out += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + source.slice(at, node.end);
}

/** Copies of a branch for another word: the test's literal exchanged, its body as it is, exchanged or turned. */
function copies(site: Site, branch: Node, test: Node, body: Node): { code: string; prior: number }[] {
  const source = site.context.source.text;
  const found: { code: string; prior: number }[] = [];
  for (const literal of literalsOf(test).slice(0, MAX_LITERALS)) {
    words(site, literal).forEach((word, rank) => {
      if (word === site.code(literal)) return;
      const swap: Edit = { start: literal.start, end: literal.end, text: word };
      const prior = 0.3 - 0.01 * rank;
      found.push({ code: within(branch, [swap], source), prior });
      for (const edit of turned(body, source))
        found.push({ code: within(branch, [swap, edit], source), prior: prior * 0.8 });
      for (const inner of literalsOf(body).slice(0, 2))
        for (const value of words(site, inner).slice(0, 6))
          if (value !== site.code(inner))
            found.push({
              code: within(branch, [swap, { start: inner.start, end: inner.end, text: value }], source),
              prior: prior * 0.7,
            });
    });
  }
  return found.slice(0, 160);
}

function ifBranch(site: Site, emit: Emit): void {
  const { node } = site;
  const test = child(node, "test");
  const body = child(node, "consequent");
  const no = child(node, "alternate");
  if (node.type !== "IfStatement" || !test || !body || !site.ancestors.some(isFunction)) return;
  const source = site.context.source.text;
  const head = { ...node, end: body.end };
  for (const { code, prior } of copies(site, head, test, body)) {
    if (no) emit("branch.clone", prior, { start: body.end, end: body.end, text: ` else ${code}` });
    else if (site.field === "alternate") emit("branch.clone", prior, site.insertAfter(node, ` else ${code}`));
    else emit("branch.clone", prior * 0.9, site.insertAfter(node, `\n${code}`));
  }
  if (no && no.type !== "IfStatement") {
    const last = source.slice(no.start, no.end);
    if (last.length < 200) emit("branch.clone", 0.1, site.replace(no, source.slice(body.start, body.end)));
  }
}

/** A member of a union of texts that a `switch` over the others forgets. */
function unionCase(site: Site, emit: Emit, test: Node): void {
  const cases = site.parent ? children(site.parent, "cases") : [];
  const words = new Set(cases.flatMap((one) => text(child(one, "test") ?? one, "value") || []));
  for (const union of site.context.neighbourhood.unions) {
    if (![...words].every((word) => union.includes(word))) continue;
    for (const member of union.slice(0, MAX_VALUES))
      if (!words.has(member))
        emit(
          "branch.union",
          0.55,
          site.insertBefore(
            site.node,
            `case ${quoted(site.code(test), member)}:\n${site.blankBefore(site.node)}`,
          ),
        );
  }
}

function switchCase(site: Site, emit: Emit): void {
  const { node } = site;
  const test = child(node, "test");
  const body = children(node, "consequent");
  if (node.type !== "SwitchCase" || !test) return;
  unionCase(site, emit, test);
  const block = { ...node, start: body[0]?.start ?? node.end, end: node.end };
  for (const { code, prior } of copies(site, node, test, block))
    emit("branch.case", prior, site.insertBefore(node, `${code}\n`));
  for (const word of words(site, test))
    if (word !== site.code(test)) emit("branch.case", 0.3, site.insertBefore(node, `case ${word}:\n`));
}

/** One more element or entry of a table, like its neighbour with other words. */
function entry(site: Site, emit: Emit): void {
  const { node, field, parent } = site;
  const listed =
    (field === "elements" &&
      parent?.type === "ArrayExpression" &&
      children(parent, "elements").length >= 2) ||
    (field === "properties" && parent?.type === "ObjectExpression" && node.type === "ObjectProperty");
  if (!listed || !parent) return;
  const all = children(parent, field);
  if (all.at(-1) !== node && all[0] !== node) return;
  const source = site.context.source.text;
  const key = child(node, "key");
  const literals = [...(key ? [key] : []), ...literalsOf(child(node, "value") ?? node)].slice(0, 2);
  const [first, second] = literals;
  if (!first || !/^(StringLiteral|NumericLiteral|Identifier)$/.test(first.type)) return;
  const hints = site.context.hints.slice(0, MAX_VALUES);
  const write = (hint: string, like: Node): string =>
    like.type === "StringLiteral"
      ? quoted(site.code(like), hint)
      : /^(-?\d+(\.\d+)?|[A-Za-z_$][\w$]*)$/.test(hint) && (like.type === "Identifier" || /^-?\d/.test(hint))
        ? hint
        : like.type === "Identifier"
          ? quoted('"', hint)
          : "";
  for (const hint of hints) {
    const word = write(hint, first);
    if (!word) continue;
    const swap: Edit = { start: first.start, end: first.end, text: word };
    const more = second ? hints.map((other) => write(other, second)).filter(Boolean) : [];
    const variants = [
      [swap],
      ...more.map((other) => [swap, { start: second?.start ?? 0, end: second?.end ?? 0, text: other }]),
    ];
    for (const [rank, edits] of variants.entries())
      emit("branch.entry", 0.3 - 0.01 * rank, site.insertAfter(node, `, ${within(node, edits, source)}`));
  }
}

/** A case that was forgotten, made from the one beside it: branches, `case` clauses, entries of tables. */
export const siblingBranch: OperatorFamily = {
  name: "sibling-branch",
  propose(site, emit) {
    ifBranch(site, emit);
    switchCase(site, emit);
    entry(site, emit);
  },
};
