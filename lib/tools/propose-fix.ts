import { z } from "zod";
import { exactEditsBetween } from "./apply-exact-edits.ts";
import { defineTool, ToolError } from "./define-tool.ts";
import { runRepairProgram } from "./repair-program.ts";

const MAX_PATCHES = 5;

const resultSchema = z.object({
  status: z.string(),
  message: z.string().optional(),
  patches: z
    .array(
      z.object({
        file: z.string(),
        before: z.string(),
        after: z.string(),
        unifiedSummary: z.string(),
        operator: z.string(),
        score: z.number(),
        overfit: z.boolean().optional(),
      }),
    )
    .default([]),
  rootCause: z
    .object({ file: z.string(), line: z.number(), function: z.string().nullish(), explanation: z.string() })
    .nullish(),
  candidates: z.object({ tried: z.number(), perSecond: z.number().optional() }).optional(),
  disagreement: z.unknown().optional(),
  deadlineReached: z.boolean().optional(),
});

export const proposeFix = defineTool({
  name: "propose_fix",
  description:
    "Searches for small fixes without a model: edits at suspicious places, kept only when the failing tests of the goal pass and no other test breaks. Free; try it before you write code yourself. Apply a proposal with edit_file.",
  risk: "low",
  input: z.object({ seconds: z.number().int().min(5).max(300).default(60) }),
  async execute({ sandbox, workspace }, { seconds }) {
    const raw = await runRepairProgram(sandbox, workspace, { command: "repair", seconds });
    const result = resultSchema.safeParse(raw);
    if (!result.success) throw new ToolError("The repair engine's answer can't be read.");
    const { data } = result;
    return {
      status: data.status,
      note: data.message ?? null,
      rootCause: data.rootCause ?? null,
      candidatesTried: data.candidates?.tried ?? 0,
      deadlineReached: data.deadlineReached ?? false,
      /** How many different fixes pass every test: above one, the tests leave room for doubt. */
      plausible: data.patches.length,
      patches: data.patches.slice(0, MAX_PATCHES).map((patch) => ({
        path: patch.file,
        summary: patch.unifiedSummary,
        operator: patch.operator,
        score: patch.score,
        overfit: patch.overfit ?? false,
        edits: exactEditsBetween(patch.file, patch.before, patch.after),
      })),
    };
  },
});
