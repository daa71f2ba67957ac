import { z } from "zod";
import { exactEditsBetween } from "./apply-exact-edits.ts";
import { defineTool, ToolError } from "./define-tool.ts";
import { runRepairProgram } from "./repair-program.ts";

const MAX_PATCHES = 14;

const filePatch = z.object({ file: z.string(), before: z.string(), after: z.string() });

const place = z.object({ file: z.string(), line: z.number(), score: z.number(), why: z.string() });

const resultSchema = z.object({
  status: z.string(),
  reason: z.string().optional(),
  patches: z.array(
    filePatch.extend({
      others: z.array(filePatch),
      unifiedSummary: z.string(),
      operator: z.string(),
      score: z.number(),
      overfit: z.boolean(),
      disagreement: z
        .object({
          patches: z.number(),
          /** An input on which they give different results, and which patches give which. */
          distinction: z
            .object({
              call: z.string(),
              before: z.string(),
              answers: z.array(z.object({ gives: z.string(), patches: z.array(z.number()) })),
            })
            .optional(),
        })
        .optional(),
    }),
  ),
  rootCause: z
    .object({ file: z.string(), line: z.number(), function: z.string(), explanation: z.string() })
    .optional(),
  localisation: z
    .object({
      lines: z.array(place),
      functions: z.array(place.extend({ function: z.string() })),
      /** Run by the failing tests, and never changed. */
      generated: z.array(z.string()).optional(),
    })
    .default({ lines: [], functions: [] }),
  candidates: z.object({ tried: z.number() }),
  deadlineReached: z.boolean(),
});

/** Why there is no fix, and what was left out of the search. */
function noteOf({ reason, localisation, patches }: z.infer<typeof resultSchema>): string | null {
  const [first] = localisation.generated ?? [];
  const closed =
    first && patches.every(({ overfit }) => overfit)
      ? `The failing tests run ${first}, which is generated or belongs to a dependency and is not changed here.`
      : null;
  return [reason, closed].filter(Boolean).join(". ") || null;
}

export const proposeFix = defineTool({
  name: "propose_fix",
  description:
    "Finds where the fault is (coverage of failing against passing tests) and searches there for small fixes without a model: edits kept only when the failing tests of the goal pass and no other test breaks. Free; try it before you write code yourself. Apply a proposal with edit_files.",
  risk: "low",
  input: z.object({ seconds: z.number().int().min(5).max(300).default(60) }),
  async execute({ sandbox, workspace }, { seconds }) {
    const raw = await runRepairProgram(sandbox, workspace, { command: "repair", seconds });
    const result = resultSchema.safeParse(raw);
    if (!result.success) throw new ToolError("The repair engine's answer can't be read.");
    const { data } = result;
    return {
      status: data.status,
      note: noteOf(data),
      rootCause: data.rootCause ?? null,
      /** Where the failing tests point to, most suspicious first. */
      localisation: {
        lines: data.localisation.lines.slice(0, 20),
        functions: data.localisation.functions.slice(0, 10),
      },
      candidatesTried: data.candidates.tried,
      deadlineReached: data.deadlineReached,
      /** How many different fixes pass every test: above one, the tests leave room for doubt. */
      plausible: data.patches[0]?.disagreement?.patches ?? data.patches.length,
      patches: data.patches.slice(0, MAX_PATCHES).map((patch) => ({
        summary: patch.unifiedSummary,
        operator: patch.operator,
        score: patch.score,
        overfit: patch.overfit,
        disagreement: patch.disagreement ?? null,
        files: [patch, ...patch.others].map(({ file, before, after }) => ({
          path: file,
          edits: exactEditsBetween(file, before, after),
        })),
      })),
    };
  },
});
