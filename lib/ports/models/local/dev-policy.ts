import type { JSONValue } from "@ai-sdk/provider";
import { z } from "zod";
import { type ToolTurn, toolTurns } from "./conversation.ts";
import type { Decision, Policy } from "./provider.ts";

const proposals = z.object({
  patches: z.array(
    z.object({
      summary: z.string(),
      overfit: z.boolean(),
      files: z.array(
        z.object({
          path: z.string(),
          edits: z.array(z.object({ oldText: z.string(), newText: z.string() })),
        }),
      ),
    }),
  ),
  candidatesTried: z.number(),
  rootCause: z.object({ explanation: z.string() }).nullish(),
});

const testRun = z.object({ openTargets: z.array(z.string()), exitCode: z.number().nullable() });

const call = (tool: string, input: JSONValue, because: string): Decision => ({
  kind: "calls",
  calls: [{ tool, input }],
  because,
});

function lastOf(turns: ToolTurn[], tool: string): ToolTurn | undefined {
  return turns.findLast((turn) => turn.tool === tool);
}

/** Applies proposal number `index`, or says that there is none left. */
function tryProposal(found: z.infer<typeof proposals>, index: number): Decision {
  // A special case for the failing input is no fix, even if every test passes.
  const patch = found.patches.filter((candidate) => !candidate.overfit)[index];
  if (!patch) {
    const tried = `${found.candidatesTried} candidate edits were tried`;
    return {
      kind: "text",
      text:
        index === 0
          ? `No fix found: ${tried}, none makes the tests pass.`
          : `No fix holds: ${tried}, ${index} looked right and failed in the full run.`,
    };
  }
  return call("edit_files", { files: patch.files }, `Apply: ${patch.summary}`);
}

const SEARCH_SECONDS = 60;

/** Most of the time limit that the goal names; the rest is for the test runs before and after. */
function searchSeconds({ prompt }: Parameters<Policy>[0]): number {
  const said = prompt
    .flatMap((message) => (message.role === "user" ? message.content : []))
    .map((part) => (part.type === "text" ? /\btime limit: (\d{1,5}) seconds\b/i.exec(part.text)?.[1] : null))
    .find(Boolean);
  return said ? Math.min(240, Math.max(5, Math.floor(Number(said) * 0.6))) : SEARCH_SECONDS;
}

/**
 * How Dev_Agent works without a language model: locate, search for a fix, apply the best proposal, run
 * the tests; when they do not pass, take it back and try the next.
 */
export const devPolicy: Policy = (options) => {
  const turns = toolTurns(options);
  const last = turns.at(-1);
  if (!last) return call("locate_fault", {}, "Find the lines that the failing tests point to.");
  if (last.tool === "locate_fault")
    return call("propose_fix", { seconds: searchSeconds(options) }, "Search for a small edit there.");

  const proposal = lastOf(turns, "propose_fix");
  const found = proposals.safeParse(proposal?.output);
  if (!proposal || !found.success) {
    return { kind: "text", text: `No fix found: ${proposal?.error ?? "the search gave no result"}.` };
  }
  const applied = turns.filter((turn) => turn.tool === "edit_files").length;
  // A person's or the platform's objection after the work: take it back and try the next proposal.
  if (options.prompt.at(-1)?.role === "user" && last.tool !== "revert_changes") {
    return call("revert_changes", {}, "The result was not accepted: take the edit back.");
  }
  switch (last.tool) {
    case "propose_fix":
    case "revert_changes":
      return tryProposal(found.data, applied);
    case "edit_files":
      return last.error
        ? tryProposal(found.data, applied)
        : call("run_tests", {}, "Run the whole suite with the repository's own runner.");
    case "run_tests": {
      const run = testRun.safeParse(last.output);
      if (run.success && run.data.openTargets.length === 0) {
        return {
          kind: "text",
          text: `${found.data.rootCause?.explanation ?? "Fixed."} The tests of the goal pass.`,
        };
      }
      return call("revert_changes", {}, "The tests of the goal do not pass: take the edit back.");
    }
    default:
      return { kind: "text", text: `The rules have no next step after ${last.tool}.` };
  }
};
