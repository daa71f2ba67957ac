import { z } from "zod";
import { defineTool, ToolError } from "./define-tool.ts";
import { runRepairProgram } from "./repair-program.ts";

const place = z.object({ file: z.string(), line: z.number(), score: z.number(), why: z.string() });

const resultSchema = z.object({
  reason: z.string().optional(),
  localisation: z.object({
    lines: z.array(place),
    functions: z.array(place.extend({ function: z.string() })),
  }),
});

export const locateFault = defineTool({
  name: "locate_fault",
  description:
    "Ranks the lines and functions that the failing tests of the goal point to: stack traces first, then coverage of failing against passing tests (Ochiai). Use it before you read or edit.",
  risk: "low",
  input: z.object({}),
  async execute({ sandbox, workspace }) {
    const raw = await runRepairProgram(sandbox, workspace, { command: "localise", seconds: 30 });
    const result = resultSchema.safeParse(raw);
    if (!result.success) throw new ToolError("The repair engine's answer can't be read.");
    const { lines, functions } = result.data.localisation;
    return { functions: functions.slice(0, 10), lines: lines.slice(0, 20), note: result.data.reason ?? null };
  },
});
