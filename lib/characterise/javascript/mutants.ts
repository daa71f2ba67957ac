import { proposals } from "../../repair/operators/catalogue.ts";
import { fileContext } from "../../repair/operators/site.ts";
import { applyEdits } from "../../repair/syntax/edits.ts";
import { statementsOf } from "../../repair/syntax/instrument.ts";
import { readSource } from "../../repair/syntax/source.ts";
import type { Mutant, Subject } from "../request.ts";
import { type PossibleMutant, spreadMutants } from "../spread-mutants.ts";

/** Operators that change what a program does in a small way; those that write new code are left out. */
const SMALL =
  /^(comparison\.swap|arithmetic\.(swap|sides|keep-side)|logic\.negate|literal\.(number|string)|bounds\.one-(less|more)|condition\.(constant|swap-branches|keep-branch)|statement\.delete|call\.(method|drop-method|swap-arguments)|assignment\.operator)$/;
const MAX_TEXT = 80;

const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();

/**
 * Changes of functions by the operators of the repair engine, at most `limit`. `lines` are those that matter; the
 * others are left out.
 */
export function mutantsOf(
  file: string,
  text: string,
  subjects: Subject[],
  lines: ReadonlySet<number>,
  limit: number,
): Mutant[] {
  const source = readSource(file, text);
  const statements = statementsOf(source.ast);
  const context = fileContext(source, statements, {}, []);
  const possible: PossibleMutant[] = [];
  for (const { name, start, end } of subjects)
    for (const proposal of proposals(context, start, end)) {
      const [edit] = proposal.edits;
      if (!edit || proposal.edits.length !== 1 || edit.end === edit.start || !SMALL.test(proposal.operator))
        continue;
      const line = text.slice(0, edit.start).split("\n").length;
      if (!lines.has(line) || edit.text.length > MAX_TEXT || edit.end - edit.start > MAX_TEXT) continue;
      const becomes = edit.text.trim() === "" ? "is taken out" : `becomes \`${squeeze(edit.text)}\``;
      const what = `${file}:${line}: \`${squeeze(text.slice(edit.start, edit.end))}\` ${becomes}`;
      const family = proposal.operator.split(/[.-]/)[0] ?? "";
      possible.push({ line, what, text: applyEdits(text, proposal.edits), family, place: `${name}:${line}` });
    }
  return spreadMutants(possible, limit);
}
