import { z } from "zod";

/** Text that stands once in its file, and what comes in its place, with the lines around both. */
export const ProposedEdit = z.object({ oldText: z.string(), newText: z.string() });
const ProposedFile = z.object({ path: z.string(), edits: z.array(ProposedEdit) });
export type ProposedFile = z.infer<typeof ProposedFile>;

const ProposedFix = z.object({
  summary: z.string(),
  overfit: z.boolean().catch(false),
  files: z.array(ProposedFile),
});
export type ProposedFix = z.infer<typeof ProposedFix>;

const Proposals = z.object({ plausible: z.number(), patches: z.array(ProposedFix) });
const AppliedEdit = z.object({ files: z.array(ProposedFile) });

interface Call {
  tool: string;
  status: string;
  input: unknown;
  output: unknown;
}

/**
 * Fixes of the latest search that pass every test but were not taken, from the recorded tool calls of a
 * run; `more` counts those that the search found beyond its list. Null when there was one fix or none.
 */
export function otherFixes(toolCalls: Call[]): { fixes: ProposedFix[]; more: number } | null {
  const search = toolCalls.findLast((call) => call.tool === "propose_fix" && call.status === "succeeded");
  const proposals = Proposals.safeParse(search?.output).data;
  if (!proposals || proposals.plausible < 2) return null;
  const edit = toolCalls.findLast((call) => call.tool === "edit_files" && call.status === "succeeded");
  const applied = JSON.stringify(AppliedEdit.safeParse(edit?.input).data?.files ?? null);
  const fixes = proposals.patches.filter(({ files }) => JSON.stringify(files) !== applied);
  return { fixes, more: Math.max(0, proposals.plausible - proposals.patches.length) };
}
