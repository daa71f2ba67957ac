import type { Refactoring } from "#lib/domain/evidence/schema.ts";
import { callTool } from "../../call-tool.ts";
import type { RunSession } from "../../run-session.ts";
import type { Target } from "./choose-target.ts";

export type Applied = Pick<Refactoring, "operation" | "summary" | "steps" | "kept"> & { changed: boolean };

/** What each kind of order says about the output of its tool. */
interface RenameOutput {
  paths: string[];
  places: number;
}
interface DeadOutput {
  removed: { path: string; name: string; kind: string; line: number }[];
  kept: string[];
  looked: number;
}
interface ExtractOutput {
  takes: string[];
  gives: string[];
}

interface Order {
  tool: string;
  input: unknown;
  describe(output: unknown): Applied;
}

function orderOf(target: Target, entryPoints: string[]): Order {
  switch (target.kind) {
    case "rename": {
      const { path, line, symbol, newName } = target;
      return {
        tool: "rename_symbol",
        input: { path, line, symbol, newName },
        describe: (output) => {
          const { paths, places } = output as RenameOutput;
          const steps = paths.map((one) => `${one}: ${symbol} is ${newName} now`);
          const summary = `${symbol} of ${path} is called ${newName} now, in ${places} places of ${paths.length} files.`;
          return { operation: "rename", summary, steps, kept: [], changed: paths.length > 0 };
        },
      };
    }
    case "dead_code":
      return {
        tool: "remove_dead_code",
        input: { path: target.path, symbol: target.symbol, entryPoints: entryPoints.slice(0, 100) },
        describe: (output) => {
          const { removed, kept, looked } = output as DeadOutput;
          const steps = removed.map(
            ({ path, line, kind, name }) => `${path}:${line}: ${kind} ${name} is gone`,
          );
          const summary = `${removed.length} definitions without a use were removed; ${looked} files were looked at.`;
          return { operation: "dead_code", summary, steps, kept, changed: removed.length > 0 };
        },
      };
    case "extract": {
      const { path, first, last, name } = target;
      return {
        tool: "extract_function",
        input: { path, first, last, name },
        describe: (output) => {
          const { takes, gives } = output as ExtractOutput;
          const steps = [
            `It takes ${takes.join(", ") || "nothing"} and gives ${gives.join(", ") || "nothing that is used afterwards"}.`,
          ];
          const summary = `Lines ${first}-${last} of ${path} are the function ${name} now.`;
          return { operation: "extract", summary, steps, kept: [], changed: true };
        },
      };
    }
  }
}

/** Carries the order out with its tool; a sentence why not when the tool refuses. */
export async function applyOrder(session: RunSession, target: Target): Promise<Applied | string> {
  const { tool, input, describe } = orderOf(target, session.facts.entryPoints);
  const result = await callTool(session, { agent: "dev", stepKey: "refactor", tool, input });
  return result.error ?? describe(result.output);
}
