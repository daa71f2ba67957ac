import type { IssueFacts } from "#lib/domain/issues/schema.ts";
import type { TestRunner } from "#lib/domain/test-reports/schema.ts";
import type { RunSession } from "../run-session.ts";

/** What runs tests in a repository that has none: only what needs nothing installed. */
export const builtInRunners: Record<string, { runner: TestRunner; testCommand: string }> = {
  JavaScript: { runner: "node:test", testCommand: "node --test" },
  TypeScript: { runner: "node:test", testCommand: "node --test" },
  Python: { runner: "unittest", testCommand: "python3 -m unittest" },
};

/**
 * The repository's own test command, or the language's built-in runner when there is none and the issue gives
 * something to write a test from. Null when nothing can be run.
 */
export function prepareRunner(
  session: RunSession,
  issue: Pick<IssueFacts, "examples" | "commands">,
): "existing" | "new" | null {
  const { workspace, facts } = session;
  if (workspace.testCommand) return "existing";
  const chosen = builtInRunners[facts.languages[0]?.name ?? ""];
  if (!chosen || (issue.examples.length === 0 && issue.commands.length === 0)) return null;
  Object.assign(workspace, chosen);
  return "new";
}
