import { functionAt } from "../syntax/scope.ts";
import type { PlacedProposal } from "./catalogue.ts";
import type { FileContext } from "./site.ts";

const REPEATABLE =
  /^(comparison\.swap|literal\.(number|string)|name\.(variable|property|function)|logic\.swap|call\.method|arithmetic\.swap|nullish\.optional|await\.add)$/;
const MAX_GROUP = 6;

/** The same change at every place of a function where the same text stands: a misunderstanding is rarely made once. */
export function everywhere(found: readonly PlacedProposal[], context: FileContext): PlacedProposal[] {
  const groups = new Map<string, PlacedProposal[]>();
  for (const proposal of found) {
    const [edit] = proposal.edits;
    if (!edit || proposal.edits.length !== 1 || !REPEATABLE.test(proposal.operator)) continue;
    const fn = functionAt(context.functions, edit.start);
    const before = context.source.text.slice(edit.start, edit.end);
    const key = [fn?.start ?? -1, proposal.operator, before, edit.text].join("\0");
    const group = groups.get(key);
    if (group) group.push(proposal);
    else groups.set(key, [proposal]);
  }
  const joined: PlacedProposal[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (!first || group.length < 2 || group.length > MAX_GROUP) continue;
    const edits = group.flatMap((proposal) => proposal.edits);
    joined.push({ ...first, operator: `${first.operator}-everywhere`, prior: first.prior * 0.4, edits });
  }
  return joined;
}
