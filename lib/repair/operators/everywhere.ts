import { isFunction, type Node } from "../syntax/node.ts";
import { functionAt } from "../syntax/scope.ts";
import type { PlacedProposal } from "./catalogue.ts";
import type { FileContext, Site } from "./site.ts";

const REPEATABLE =
  /^(comparison\.swap|literal\.(number|string)|name\.(variable|property|function)|logic\.swap|call\.method|arithmetic\.swap|nullish\.optional|await\.add)$/;
const MAX_GROUP = 6;

/** The statement of the function's own block that a site stands in. */
function topStatement({ node, ancestors }: Site): Node | undefined {
  const at = ancestors.findIndex(isFunction);
  return at > 1 ? ancestors[at - 2] : node;
}

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
    const statements = new Set(group.map(({ site }) => topStatement(site)));
    // Within one statement, `if (a.x) a.y()`, the wrong name is hardly right at the other place.
    const share = statements.size === 1 ? 0.75 : 0.4;
    joined.push({ ...first, operator: `${first.operator}-everywhere`, prior: first.prior * share, edits });
  }
  return joined;
}
