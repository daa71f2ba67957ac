import type { JSONValue } from "@ai-sdk/provider";
import { z } from "zod";
import { factsOf, type ToolTurn, toolTurns } from "./conversation.ts";
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
  note: z.string().nullish(),
  localisation: z.object({ lines: z.array(z.unknown()) }).nullish(),
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
          ? `No fix found: ${tried}, none makes the tests pass.${found.note ? ` The search says: ${found.note}` : ""}`
          : `No fix holds: ${tried}, ${index} looked right and failed in the full run.`,
    };
  }
  return call("edit_files", { files: patch.files }, `Apply: ${patch.summary}`);
}

const SEARCH_SECONDS = 60;

/** Most of the time that is left for the goal; the rest is for verification and the pull request. */
function searchSeconds(options: Parameters<Policy>[0]): number {
  const { secondsLeft } = factsOf(options);
  if (typeof secondsLeft !== "number") return SEARCH_SECONDS;
  return Math.min(240, Math.max(5, Math.floor(secondsLeft * 0.7)));
}

/**
 * How Dev_Agent works without a language model: search for a fix, which says as well where the fault is, and apply the
 * best proposal, which the platform then verifies. Only once that was refused are the next ones run here first. When
 * the search can't even say where, the places are looked for by themselves.
 */
export const devPolicy: Policy = (options) => {
  const turns = toolTurns(options);
  const last = turns.at(-1);
  if (!last)
    return call(
      "propose_fix",
      { seconds: searchSeconds(options) },
      "Find the lines that the failing tests point to, and search for a small edit there.",
    );

  const proposal = lastOf(turns, "propose_fix");
  const found = proposals.safeParse(proposal?.output);
  const located = found.success && (found.data.localisation?.lines.length ?? 0) > 0;
  if (last.tool === "propose_fix" && !located && !(found.success && found.data.patches.length > 0))
    return call("locate_fault", {}, "Find at least the places that the failing tests point to.");
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
    case "locate_fault":
    case "revert_changes":
      return tryProposal(found.data, applied);
    case "edit_files":
      if (last.error) return tryProposal(found.data, applied);
      // Every patch passed the engine's tests, and the platform runs the whole suite next in any case.
      if (applied === 1) return { kind: "text", text: found.data.rootCause?.explanation ?? "Edited." };
      return call("run_tests", {}, "Run the whole suite with the repository's own runner.");
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
