import type { Sandbox } from "#lib/ports/sandbox/port.ts";
import { SANDBOX_PROGRAM_DIR } from "#lib/ports/sandbox/port.ts";
import { ToolError, type Workspace } from "./define-tool.ts";

/** Runners that the repair engine can drive itself. */
const SUPPORTED = new Set(["node:test", "vitest", "jest", "mocha", "pytest", "unittest"]);

export interface RepairRequest {
  command: "localise" | "repair";
  seconds: number;
  /** Only these files may be changed. */
  sourceFiles?: string[];
  /** Files that hold tests; default: those of the targets. */
  testFiles?: string[];
  /** Judges candidates when the engine can't run the tests itself, once per candidate. */
  testCommand?: string[];
  /** Gets each line as it comes, the result's too. */
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}

/** Hands over whole lines of a stream that comes in parts. */
function lineReader(onLine: (line: string) => void): (text: string) => void {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  };
}

/**
 * Runs the repair engine inside the sandbox, where candidate code may do no harm, and gives its last
 * JSON line. Errors: ToolError when it does not support the runner or gave no result.
 */
export async function runRepairProgram(
  sandbox: Sandbox,
  workspace: Pick<Workspace, "runner" | "targets" | "goal" | "pastFixes">,
  request: RepairRequest,
): Promise<unknown> {
  const { sourceFiles, testCommand, onLine } = request;
  const read = onLine && lineReader(onLine);
  if (!SUPPORTED.has(workspace.runner) && !testCommand) {
    throw new ToolError(`The repair engine does not know the test runner "${workspace.runner}".`);
  }
  const result = await sandbox.exec({
    argv: ["node", `${SANDBOX_PROGRAM_DIR}/lib/repair/main.ts`],
    stdin: JSON.stringify({
      command: request.command,
      root: "/work",
      runner: SUPPORTED.has(workspace.runner) ? workspace.runner : "unknown",
      testFiles: request.testFiles ?? [...new Set(workspace.targets.map((target) => target.file))],
      failingTests: workspace.targets.map(({ file, name }) => ({ file, name })),
      hints: workspace.goal,
      pastFixes: workspace.pastFixes ?? [],
      seconds: request.seconds,
      ...(sourceFiles && { sourceFiles }),
      ...(testCommand && { testCommand }),
    }),
    ...(request.signal && { signal: request.signal }),
    ...(read && { onOutput: ({ stream, text }) => stream === "stdout" && read(text) }),
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
