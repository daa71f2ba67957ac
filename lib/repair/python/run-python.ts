import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RepairRequest } from "../request.ts";

/** Runners whose tests are Python. */
export const PYTHON_RUNNERS: ReadonlySet<string> = new Set(["pytest", "unittest"]);

const PROGRAM = join(import.meta.dirname, "repair.py");

/** The Python of the repository's own virtual environment, else the one on the search path. */
function interpreter(root: string): string {
  const own = join(root, ".venv", "bin", "python");
  return existsSync(own) ? own : "python3";
}

function unsupported(request: RepairRequest, reason: string): Record<string, unknown> {
  const { command } = request;
  const localisation = { functions: [], lines: [] };
  const base = {
    kind: "result",
    command,
    status: "unsupported",
    reason,
    localisation,
    failing: [],
    durationMs: 0,
  };
  if (command === "localise") return base;
  const candidates = { tried: 0, perSecond: 0, byOperator: {} };
  return { ...base, mode: "warm", patches: [], candidates, deadlineReached: false };
}

/**
 * Hand a request for a Python repository to the engine in Python, which speaks the same protocol, and pass its
 * lines on. Resolves to the exit code of the program.
 */
export async function runPython(request: RepairRequest, write: (line: unknown) => void): Promise<number> {
  // Without site-wide files of the user, and with the order of sets the same in every run.
  const settings = ["PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1", "PYTHONUTF8=1"];
  const child = spawn("env", [...settings, interpreter(request.root), "-B", "-s", PROGRAM], {
    stdio: ["pipe", "pipe", "ignore"],
    cwd: request.root,
  });
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(-1));
    child.once("close", (code) => resolve(code ?? 1));
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(JSON.stringify(request));
  let answered = false;
  for await (const line of createInterface({ input: child.stdout })) {
    const value = JSON.parse(line) as { kind: string };
    answered ||= value.kind !== "progress";
    write(value);
  }
  const code = await ended;
  if (answered) return code;
  write(
    unsupported(
      request,
      code === -1 || code === 127 ? "there is no Python 3 here" : "the engine ended without a result",
    ),
  );
  return 0;
}
