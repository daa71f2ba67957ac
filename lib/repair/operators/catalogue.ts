import { type Edit, narrowed } from "../syntax/edits.ts";
import { isTypeOnly, type Node, walk } from "../syntax/node.ts";
import { analogy } from "./analogy.ts";
import { arithmetic } from "./arithmetic.ts";
import { asynchrony } from "./asynchrony.ts";
import { borrow } from "./borrow.ts";
import { bothPlaces } from "./both-places.ts";
import { bounds } from "./bounds.ts";
import { calls } from "./calls.ts";
import { comparison } from "./comparison.ts";
import { conditions } from "./conditions.ts";
import { counterpart } from "./counterpart.ts";
import { cyclic } from "./cyclic.ts";
import { dates } from "./dates.ts";
import { earlyReturn } from "./early-return.ts";
import { everywhere } from "./everywhere.ts";
import { hoist } from "./hoist.ts";
import { idioms } from "./idioms.ts";
import { imports } from "./imports.ts";
import { literals } from "./literals.ts";
import { logic } from "./logic.ts";
import { moves } from "./moves.ts";
import { names } from "./names.ts";
import { nullish } from "./nullish.ts";
import { parts } from "./parts.ts";
import { past } from "./past.ts";
import { receiver } from "./receiver.ts";
import { regexps } from "./regexps.ts";
import { reset } from "./reset.ts";
import { scanning } from "./scanning.ts";
import { siblingBranch } from "./sibling-branch.ts";
import { type FileContext, type OperatorFamily, type Proposal, Site } from "./site.ts";
import { statements } from "./statements.ts";
import { units } from "./units.ts";
import { updates } from "./updates.ts";
import { values } from "./values.ts";

/** Every operator family of the engine. */
export const FAMILIES: readonly OperatorFamily[] = [
  comparison,
  arithmetic,
  logic,
  literals,
  names,
  bounds,
  calls,
  asynchrony,
  nullish,
  conditions,
  earlyReturn,
  statements,
  values,
  units,
  borrow,
  siblingBranch,
  counterpart,
  idioms,
  analogy,
  bothPlaces,
  cyclic,
  hoist,
  moves,
  receiver,
  regexps,
  reset,
  imports,
  parts,
  dates,
  scanning,
  updates,
  past,
];

/** A proposal with the place it changes, for localisation. */
export interface PlacedProposal extends Proposal {
  node: Node;
  site: Site;
}

/** What an edit really changes: two ways to write the same change get the same key. */
function keyOf(edits: readonly Edit[], source: string): string {
  const minimal = edits.map((edit) => {
    const { start, end, text } = narrowed(edit, source);
    return `${start}:${end}:${text}`;
  });
  return minimal.join("|");
}

/**
 * All one-step changes inside `[start, end)` of a file, in source order, without repetitions.
 * The same text at the same place is kept once, with the highest prior.
 */
export function proposals(context: FileContext, start: number, end: number): PlacedProposal[] {
  const found = new Map<string, PlacedProposal>();
  walk(context.source.ast, ({ node, field, ancestors }) => {
    if (isTypeOnly(node) || node.end <= start || node.start >= end || node.type === "ImportDeclaration")
      return false;
    if (node.start < start || node.end > end) return true;
    const site = new Site(context, node, field, ancestors);
    for (const family of FAMILIES)
      family.propose(site, (operator, prior, ...edits) => {
        const key = keyOf(edits, context.source.text);
        const known = found.get(key);
        if (!known || known.prior < prior) found.set(key, { operator, prior, edits, node, site });
      });
    return true;
  });
  return [...found.values(), ...everywhere([...found.values()], context)];
}
