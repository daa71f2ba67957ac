import type { Context } from "#lib/domain/context.ts";
import type { RunFacts } from "#lib/domain/runs/load-run-facts.ts";
import type { Workspace } from "#lib/tools/define-tool.ts";
import type { Durable } from "./durable.ts";
import { type RecordingDurable, recordingDurable } from "./recording-durable.ts";

/** One run as the agents see it. */
export interface RunSession {
  context: Context;
  durable: RecordingDurable;
  facts: RunFacts;
  workspace: Workspace;
  /** Calls made so far: gives each model and tool call its number, the same on every replay. */
  calls: number;
}

/** A session on a base commit, with nothing done yet. */
export function startSession(input: {
  context: Context;
  durable: Durable;
  facts: RunFacts;
  base: string;
}): RunSession {
  const { context, durable, facts, base } = input;
  return {
    context,
    durable: recordingDurable(durable),
    facts,
    calls: 0,
    workspace: {
      repository: { tenantId: context.tenantId, repositoryId: facts.repositoryId },
      base,
      start: base,
      head: base,
      runner: facts.runner,
      testCommand: facts.commands.test ?? "",
      goal: `${facts.goalTitle}\n${facts.goalBody}`,
      targets: [],
    },
  };
}
