import { z } from "zod";
import { SANDBOX_PROGRAM_DIR, type Sandbox } from "#lib/ports/sandbox/port.ts";
import { ToolError } from "./define-tool.ts";

const finding = z.object({
  rule: z.string().max(100),
  path: z.string(),
  line: z.number().int().positive(),
  harm: z.string().max(2_000),
  confidence: z.number().min(0).max(1),
  excerpt: z.string().max(400),
});
export type ProgramFinding = z.infer<typeof finding>;

const answer = z.object({
  findings: z.array(finding).max(2_000),
  candidates: z.array(z.object({ path: z.string(), line: z.number().int().positive(), name: z.string() })),
  problems: z.array(z.string()),
});

/** One changed file: its text before (null: it is new) and after. */
export interface ReviewedFile {
  path: string;
  before: string | null;
  after: string;
}

/**
 * Runs the rules of `lib/review` on changed files, in the sandbox, as the texts come from outside.
 * Errors: ToolError when they gave no answer.
 */
export async function runReviewProgram(
  sandbox: Sandbox,
  files: ReviewedFile[],
): Promise<z.infer<typeof answer>> {
  const result = await sandbox.exec({
    argv: ["node", `${SANDBOX_PROGRAM_DIR}/lib/review/main.ts`],
    stdin: JSON.stringify({ files }),
    limits: { wallMs: 60_000, cpuSeconds: 60, outputBytes: 8_000_000 },
  });
  try {
    return answer.parse(JSON.parse(result.stdout));
  } catch {
    throw new ToolError(
      `The review gave no result (exit code ${result.exitCode}${result.timedOut ? ", out of time" : ""}): ${result.stderr.slice(-400)}`,
    );
  }
}
