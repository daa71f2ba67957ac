import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { SANDBOX_PROGRAM_DIR } from "#lib/ports/sandbox/port.ts";
import { ToolError, type Workspace } from "./define-tool.ts";

/** Runners that the repair engine can drive itself. */
const SUPPORTED = new Set(["node:test", "vitest", "jest", "pytest", "unittest"]);

interface RepairRequest {
  command: "localise" | "repair";
  seconds: number;
}

/**
 * Runs the repair engine inside the sandbox, where candidate code may do no harm, and gives its last
 * JSON line. Errors: ToolError when it does not support the runner or gave no result.
 */
export async function runRepairProgram(
  sandbox: Sandbox,
  workspace: Workspace,
  request: RepairRequest,
): Promise<unknown> {
  if (!SUPPORTED.has(workspace.runner)) {
    throw new ToolError(`The repair engine does not know the test runner "${workspace.runner}".`);
  }
  const result = await sandbox.exec({
    argv: ["node", `${SANDBOX_PROGRAM_DIR}/lib/repair/main.ts`],
    stdin: JSON.stringify({
      command: request.command,
      root: "/work",
      runner: workspace.runner,
      testFiles: [...new Set(workspace.targets.map((target) => target.file))],
      failingTests: workspace.targets.map(({ file, name }) => ({ file, name })),
      hints: workspace.goal,
      seconds: request.seconds,
    }),
    limits: {
      wallMs: (request.seconds + 30) * 1_000,
      cpuSeconds: (request.seconds + 30) * 4,
      outputBytes: 8_000_000,
      memoryMb: 3_072,
    },
  });
  const last = result.stdout.trimEnd().split("\n").at(-1) ?? "";
  try {
    return JSON.parse(last);
  } catch {
    throw new ToolError(
      `The repair engine gave no result (exit code ${result.exitCode}${result.timedOut ? ", out of time" : ""}): ${result.stderr.slice(-600)}`,
    );
  }
}
