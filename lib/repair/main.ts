import { writeSync } from "node:fs";
import { text } from "node:stream/consumers";
import { PYTHON_RUNNERS, runPython } from "./python/run-python.ts";
import { localise, repair } from "./repair.ts";
import { parseRequest } from "./request.ts";

/**
 * One JSON request on standard input, JSON lines on standard output: progress events, then one result.
 * Exit code 0 when a result was given, 2 for a request that can't be used, 1 for a failure of the engine itself.
 */
async function main(): Promise<number> {
  const write = (line: unknown): void => {
    writeSync(1, `${JSON.stringify(line)}\n`);
  };
  let request: ReturnType<typeof parseRequest>;
  try {
    request = parseRequest(await text(process.stdin));
  } catch (error) {
    write({ kind: "error", message: error instanceof Error ? error.message : String(error) });
    return 2;
  }
  if (PYTHON_RUNNERS.has(request.runner)) return runPython(request, write);
  const run = request.command === "repair" ? repair : localise;
  write(await run(request, write));
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    writeSync(1, `${JSON.stringify({ kind: "error", message })}\n`);
    process.exitCode = 1;
  },
);
