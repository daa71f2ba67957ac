import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { findSymbols } from "#lib/domain/issues/find-symbols.ts";
import { mentionedNames, readIssue } from "#lib/domain/issues/read-issue.ts";
import type { IssueFacts } from "#lib/domain/issues/schema.ts";
import { openWorkspace } from "../open-workspace.ts";
import { perform } from "../perform.ts";
import type { RunSession } from "../run-session.ts";
import { markStep } from "./steps.ts";

async function readFacts(session: RunSession): Promise<IssueFacts> {
  const { goalTitle: title, goalBody: body } = session.facts;
  const sandbox = await openWorkspace(session);
  const paths = new Set((await sandbox.listFiles()).map((file) => file.path));
  const symbols = await findSymbols(sandbox, mentionedNames(body));
  return {
    ...readIssue({ title, body, paths }),
    symbols: symbols.slice(0, 30).map(({ name, file, line }) => ({ name, file, line })),
  };
}

const counted = (count: number, one: string, many = `${one}s`): string | null =>
  count === 0 ? null : `${count} ${count === 1 ? one : many}`;

/** What was found in the text, in one line. */
export function describeIssue(issue: IssueFacts): string {
  const parts = [
    counted(issue.examples.length, "example"),
    issue.error ? issue.error.name : null,
    counted(issue.frames.length, "stack frame"),
    counted(issue.paths.length, "file of the repository", "files of the repository"),
    counted(issue.symbols.length, "definition"),
    counted(issue.commands.length, "command"),
    counted(issue.labels.length, "label"),
  ].filter((part) => part !== null);
  return parts.length > 0
    ? `The text gives: ${parts.join(", ")}`
    : "The text gives no file, error, command or example";
}

/** Step 1: turns the text of the issue into facts about the repository. The text is data from outside. */
export async function parseIssue(session: RunSession): Promise<IssueFacts> {
  const { goalBody, runId } = session.facts;
  await markStep(session, "parse", { status: "running" });
  const input = { characters: goalBody.length, commit: session.workspace.base };
  const issue = await perform(session, { stepKey: "parse", name: "parse_issue", input }, () =>
    readFacts(session),
  );
  session.durable.keep("evidence-issue", () =>
    recordEvidence(session.context, {
      runId,
      evidence: { key: "issue", kind: "issue", title: "What the issue says", data: issue },
    }),
  );
  await markStep(session, "parse", { status: "succeeded", summary: describeIssue(issue) });
  return issue;
}
