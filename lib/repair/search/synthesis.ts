import type { PlacedProposal } from "../operators/catalogue.ts";
import { type FileContext, fileContext, Site } from "../operators/site.ts";
import type { Edit } from "../syntax/edits.ts";
import { type Node, walk } from "../syntax/node.ts";
import type { WarmWorker } from "../worker/client.ts";
import type { Baseline, Goal, SynthesisProposal } from "../worker/protocol.ts";
import type { Scored } from "./candidates.ts";
import { firstBudget } from "./run-candidates.ts";
import type { FileSuspicion } from "./suspicion.ts";

const MAX_FILES = 5;
const MAX_CANDIDATES = 6_000;

/** The node a proposal is about: the one it replaces, or the statement it stands before. */
function siteOf(context: FileContext, { start, end }: SynthesisProposal, edit: Edit): Site | undefined {
  let best: { node: Node; field: string; ancestors: readonly Node[] } | undefined;
  walk(context.source.ast, (place) => {
    const { node } = place;
    if (node.end < start || node.start > start) return false;
    const exact = start === end ? node.start === start : node.start === start && node.end === end;
    if (exact && (!best || best.node.start < edit.start)) best = place;
    return true;
  });
  if (!best && start === end)
    walk(context.source.ast, (place) => {
      if (
        place.node.end === start &&
        !best &&
        /Statement$|Declaration$/.test(place.node.type) &&
        place.field === "body"
      )
        best = place;
    });
  return best && new Site(context, best.node, best.field, best.ancestors);
}

function candidate(
  file: FileSuspicion,
  context: FileContext,
  proposal: SynthesisProposal,
): Scored | undefined {
  const site = siteOf(context, proposal, proposal.edit);
  if (!site) return undefined;
  const prior = 0.95 / (1 + 0.22 * proposal.cost);
  const placed: PlacedProposal = {
    operator: proposal.operator,
    prior,
    edits: [proposal.edit],
    node: site.node,
    site,
  };
  return {
    id: 0,
    changes: [{ file: file.file, edits: placed.edits }],
    operator: proposal.operator,
    prior,
    score: prior * (0.25 + 0.75 * proposal.score),
    suspicion: proposal.score,
    parts: [placed],
    file: file.file,
  };
}

/** Candidates synthesised from values, most suspicious files first, each with a share of the time. */
export async function synthesise(
  worker: WarmWorker,
  files: readonly FileSuspicion[],
  baseline: Baseline,
  goal: Goal,
  hints: readonly string[],
  milliseconds: number,
): Promise<Scored[]> {
  const ranked = files
    .map((file) => ({ file, best: Math.max(0, ...file.scores) }))
    .filter(({ best }) => best > 0)
    .sort((a, b) => b.best - a.best)
    .slice(0, MAX_FILES);
  const until = performance.now() + milliseconds;
  const found: Scored[] = [];
  for (const [index, { file }] of ranked.entries()) {
    const share = (until - performance.now()) / Math.min(2, ranked.length - index);
    if (share < 100) break;
    const context = fileContext(file.source, file.statements, baseline.seen[file.file] ?? {}, hints);
    const numeric = hints.filter((hint) => /^-?\d+(\.\d+)?$/.test(hint));
    const textual = hints.filter((hint) => !/^-?\d+(\.\d+)?$/.test(hint));
    const synthesis = await worker.synthesise({
      file: file.file,
      goal,
      budget: firstBudget(goal),
      milliseconds: share,
      scores: file.statements.map(({ id, start, end }) => ({ start, end, score: file.scores[id] ?? 0 })),
      numbers: [...new Set([...context.numbers.slice(0, 10), ...numeric.slice(0, 6)])],
      strings: [...new Set([...context.strings.slice(0, 18), ...textual.slice(0, 10)])],
    });
    for (const proposal of synthesis.proposals) {
      const made = candidate(file, context, proposal);
      if (made) found.push(made);
    }
  }
  return found.sort((a, b) => b.score - a.score).slice(0, MAX_CANDIDATES);
}
