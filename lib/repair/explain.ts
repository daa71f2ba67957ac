import type { PlacedProposal } from "./operators/catalogue.ts";
import type { FailingTest, RootCause } from "./result.ts";
import type { Scored } from "./search/candidates.ts";
import { applyEdits, type Edit, lineAt, narrowed } from "./syntax/edits.ts";
import type { Node } from "./syntax/node.ts";

const LONGEST = 90;

function oneLine(code: string): string {
  const flat = code.replace(/\s+/g, " ").trim();
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST - 1)}…` : flat;
}

interface Fragment {
  before: string;
  after: string;
}

const IMPORTED = /^\s*(?:import\s*\{\s*(.*?)\s*\}|const \{\s*(.*?)\s*\} = require\()/;

/** A change without the import it needs, and the name that is imported. */
function split(part: PlacedProposal): { edits: Edit[]; imported: string | undefined } {
  const { text } = part.site.context.source;
  const lineOfImport = ({ start }: Edit): boolean =>
    text.startsWith("import ", text.lastIndexOf("\n", start - 1) + 1);
  const needed = part.edits.find(
    (edit) => edit.start === edit.end && (IMPORTED.test(edit.text) || lineOfImport(edit)),
  );
  const found = needed && (IMPORTED.exec(needed.text) ?? /^, ([\w$]+)$/.exec(needed.text));
  const edits = part.edits.filter((edit) => edit !== needed);
  return edits.length === 0
    ? { edits: part.edits, imported: undefined }
    : { edits, imported: found?.[1] ?? found?.[2] };
}

/** The smallest piece of code around the edits that reads well on its own. */
function fragment(part: PlacedProposal, edits: readonly Edit[]): Fragment {
  const source = part.site.context.source.text;
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const around: Node[] = [part.node, ...part.site.ancestors];
  const host = around.find(
    (node) =>
      node.start <= start &&
      end <= node.end &&
      node.end - node.start > 3 &&
      !/Identifier|Literal/.test(node.type),
  );
  const large = host && host.end - host.start > LONGEST;
  const [from, to] = host && !large ? [host.start, host.end] : [start, end];
  const inside = edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }));
  const before = source.slice(from, to);
  return { before: oneLine(before), after: oneLine(applyEdits(before, inside)) };
}

function change(part: PlacedProposal): string {
  const { edits, imported } = split(part);
  // Of a long piece of code only what changes is told.
  const long = edits.some((edit) => Math.max(edit.text.length, edit.end - edit.start) > LONGEST);
  const { text } = part.site.context.source;
  const what = changed(part, long ? edits.map((edit) => narrowed(edit, text)) : edits);
  return imported ? `${what} with \`${imported}\` imported` : what;
}

function changed(part: PlacedProposal, edits: readonly Edit[]): string {
  const added = oneLine(edits.map((edit) => edit.text).join(" "));
  const pureInsertion = edits.length === 1 && edits.every((edit) => edit.start === edit.end);
  if (pureInsertion && /^(return|loop|guard|statement|branch|synthesis|import)\./.test(part.operator))
    return `\`${added}\` is added`;
  if (part.operator === "statement.delete") return `\`${oneLine(part.site.code(part.node))}\` is removed`;
  const { before, after } = fragment(part, edits);
  if (before === "") return `\`${after}\` is added`;
  return after === "" ? `\`${before}\` is removed` : `\`${before}\` becomes \`${after}\``;
}

function lineOf(part: PlacedProposal): number {
  const { edits } = split(part);
  return lineAt(part.site.context.source.text, Math.min(...edits.map((edit) => edit.start)));
}

/** One line for people: what becomes what, and where. */
export function summarisePatch(candidate: Scored): string {
  return candidate.parts
    .map((part) => `${change(part)} in ${part.site.context.source.path}:${lineOf(part)}`)
    .join("; ");
}

const DIAGNOSES: readonly [RegExp, string][] = [
  [/^comparison/, "The comparison is the wrong one"],
  [/^arithmetic\.wrap/, "A value that goes round leaves its range"],
  [/^arithmetic|^assignment|^update/, "The arithmetic is wrong"],
  [/^logic/, "The logic of the condition is wrong"],
  [/^unit/, "A value is in the wrong unit"],
  [/^literal\.regexp/, "The pattern matches something else than it should"],
  [/^literal/, "A constant has the wrong value"],
  [/^name\.property/, "The wrong property is read"],
  [/^name/, "The wrong name is used"],
  [/^bounds/, "A position or limit is off by one"],
  [/^call\.chain-order/, "The calls are in the wrong order"],
  [/^call\.plain-replacement/, "Signs of the inserted text are read as references"],
  [/^call\.derived/, "The plain field is read where a derived value is meant"],
  [/^this/, "`this` is another object than the one meant"],
  [/^statement\.counterpart/, "The other half of a pair of operations is missing"],
  [/^call\.key/, "The values are compared in the wrong form"],
  [/^call\.comparator/, "The list is not put in order"],
  [/^call\.zone/, "A date is read in the wrong zone"],
  [/^call\.swap/, "The arguments are in the wrong order"],
  [/^call\.method/, "The wrong method is called"],
  [/^call/, "The call is made with the wrong arguments"],
  [/^await/, "A promise is not waited for"],
  [/^nullish\.(?!coalesce)|^condition\.guard/, "A missing value is not handled"],
  [/^condition\.presence|^nullish\.coalesce/, "A zero, an empty text or false counts as missing"],
  [/^condition\.part/, "A part that tells things apart is missing"],
  [/^condition/, "The condition does not cover the case"],
  [/^(branch|statement)\.reset/, "A value that should begin anew goes on"],
  [/^guard\.hoist/, "A rule that beats the others is asked too late"],
  [/^value\.snapshot/, "A list changes while it is gone through"],
  [/^return\.early|^guard/, "A case that has to end the function early is missing"],
  [/^return\.add|^statement\.return/, "A result is not returned"],
  [/^loop/, "The loop does not leave out a case"],
  [/^recursion/, "The recursion does not get smaller"],
  [/^statement\.assign/, "The result of a call is dropped"],
  [/^statement\.(break|count)/, "A step of the control flow is missing"],
  [/^statement|^branch/, "A statement is missing, superfluous or in the wrong place"],
  [/^synthesis\.(condition|guard|loop)/, "The condition does not cover the case"],
  [/^synthesis\.(return|throw)/, "A case that has to end the function early is missing"],
  [/^synthesis/, "The value is computed in the wrong form"],
  [/^import\.add/, "An import is missing"],
  [/^import/, "A function of another file is not used"],
  [/^value\.part/, "A part that tells things apart is missing"],
  [/^value\.month-end/, "The day may lie after the end of the month"],
  [/^past/, "The same mistake was fixed before in another place"],
  [/^value\.copy/, "A value that belongs to the caller is changed"],
  [/^value/, "The value is computed in the wrong form"],
];

function diagnosis(operator: string): string {
  return DIAGNOSES.find(([pattern]) => pattern.test(operator))?.[1] ?? "The code is wrong";
}

/** Why the tests failed, from facts only: the place, the change that cures it and what the assertion said. */
export function explainPatch(candidate: Scored, failing: readonly FailingTest[]): RootCause {
  const [first] = candidate.parts;
  if (!first) throw new RangeError("A candidate has at least one part");
  const fn = first.site.fn?.name;
  const line = lineOf(first);
  const file = first.site.context.source.path;
  const changes = candidate.parts.map((part) => `${diagnosis(part.operator)}: ${change(part)}`).join(". ");
  const [test] = failing;
  const told =
    test?.expected !== undefined && test.actual !== undefined
      ? ` expected ${oneLine(test.expected)} but got ${oneLine(test.actual)}`
      : test
        ? ` failed with: ${oneLine(test.message)}`
        : "";
  const where = fn ? `In \`${fn}\` (${file}:${line})` : `At ${file}:${line}`;
  const explanation = `${where}: ${changes}.${test ? ` The test "${test.name}"${told}.` : ""}`;
  return { file, line, function: fn ?? "(top level)", explanation };
}
