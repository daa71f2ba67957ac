import { z } from "zod";
import { SANDBOX_PROGRAM_DIR, type Sandbox } from "#lib/ports/sandbox/port.ts";
import { ToolError } from "./define-tool.ts";

const counted = z.object({ hit: z.number(), total: z.number() });
const coverage = z.object({ statements: counted, branches: counted });

const answer = z.object({
  status: z.enum(["written", "nothing_uncovered", "nothing_found", "red", "unsupported"]),
  reason: z.string(),
  coverage: z.array(z.object({ file: z.string(), before: coverage, after: coverage })),
  tests: z.array(
    z.object({
      path: z.string(),
      file: z.string(),
      content: z.string().max(200_000),
      names: z.array(z.string()),
    }),
  ),
  kills: z.array(z.object({ path: z.string(), name: z.string(), mutant: z.string() })),
  mutants: z.object({ killed: z.number(), total: z.number(), survivors: z.array(z.string()) }),
  suspicious: z.array(z.object({ file: z.string(), line: z.number(), call: z.string(), gives: z.string() })),
  left: z.array(z.string()),
  runs: z.array(z.object({ what: z.string(), command: z.string(), exitCode: z.number().nullable() })),
});
export type CharacteriseAnswer = z.infer<typeof answer>;

/**
 * Runs `lib/characterise` in the sandbox, on the tree as it stands there, for at most `seconds` and a little.
 * Errors: ToolError when it gave no answer.
 */
export async function runCharacteriseProgram(
  sandbox: Sandbox,
  request: { seconds: number } & Record<string, unknown>,
): Promise<CharacteriseAnswer> {
  const result = await sandbox.exec({
    argv: [
      "node",
      "--disable-warning=ExperimentalWarning",
      `${SANDBOX_PROGRAM_DIR}/lib/characterise/main.ts`,
    ],
    stdin: JSON.stringify({ root: "/work", ...request }),
    limits: {
      wallMs: (request.seconds + 60) * 1_000,
      cpuSeconds: (request.seconds + 60) * 4,
      outputBytes: 8_000_000,
      memoryMb: 3_072,
    },
  });
  try {
    return answer.parse(JSON.parse(result.stdout.trimEnd().split("\n").at(-1) ?? ""));
  } catch {
    throw new ToolError(
      `No tests could be made (exit code ${result.exitCode}${result.timedOut ? ", out of time" : ""}): ${result.stderr.slice(-600)}`,
    );
  }
}
