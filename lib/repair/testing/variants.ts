import { proposals } from "../operators/catalogue.ts";
import { ALONE } from "../operators/neighbourhood.ts";
import { fileContext } from "../operators/site.ts";
import { applyEdits } from "../syntax/edits.ts";
import { statementsOf } from "../syntax/instrument.ts";
import { readSource } from "../syntax/source.ts";

/** Every text that one step of the catalogue makes of a TypeScript text. */
export function variants(code: string, hints: string[] = [], neighbourhood = ALONE): string[] {
  const source = readSource("a.ts", code);
  const context = fileContext(source, statementsOf(source.ast), {}, hints, [], neighbourhood);
  return proposals(context, 0, code.length).map(({ edits }) => applyEdits(code, edits));
}
