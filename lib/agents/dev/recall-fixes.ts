import { recordEvidence } from "#lib/domain/evidence/record-evidence.ts";
import { listPastFixes } from "#lib/domain/pull-requests/list-past-fixes.ts";
import type { RunSession } from "../run-session.ts";

/** Gives the search for a fix what fixed something before in the same tenant, and shows that it was given. */
export async function recallFixes(session: RunSession): Promise<void> {
  const { context, facts, workspace } = session;
  const { fixes } = await session.durable.run("past-fixes", async () => ({
    fixes: await listPastFixes(context),
  }));
  const changes = fixes.flatMap((fix) => fix.changes);
  if (changes.length === 0) return;
  workspace.pastFixes = changes.map(({ before, after }) => ({ before, after }));
  session.durable.keep("evidence-past-fixes", () =>
    recordEvidence(context, {
      runId: facts.runId,
      evidence: {
        key: "past-fixes",
        kind: "past_fixes",
        title: "Past fixes that the search was given",
        data: {
          fixes: fixes.map(({ number, title, repository, changes: own }) => ({
            number,
            title,
            repository,
            paths: [...new Set(own.map(({ path }) => path))],
          })),
          pieces: changes.length,
        },
      },
    }),
  );
}
