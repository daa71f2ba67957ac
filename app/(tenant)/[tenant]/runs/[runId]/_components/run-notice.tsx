import Link from "next/link";
import { Alert } from "#components/ui/alert.tsx";
import { revealHidden } from "#components/visible-text.ts";
import { latestEvidence } from "#lib/domain/evidence/schema.ts";
import { verdictLabels } from "#lib/domain/evidence/state.ts";
import type { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { hasEnded, outcomeLabels, runLook } from "#lib/domain/runs/state.ts";

/** The one sentence to read first: what the run waits for, or why it ended as it did. */
export function RunNotice({ snapshot, tenant }: { snapshot: RunSnapshot; tenant: string }) {
  const { run, pullRequest } = snapshot;
  if (run.status === "stopping") {
    return (
      <Alert tone="warning" title="Stopping">
        {run.stopRequestedBy ? `${run.stopRequestedBy} asked for it. ` : ""}It is shown as stopped once its
        processes have ended.
      </Alert>
    );
  }
  if (run.status === "queued")
    return <Alert title="Queued">It starts as soon as there is room for it.</Alert>;
  if (!hasEnded(run.status)) {
    return run.waitingFor ? (
      <Alert tone="warning" title={`Waiting for: ${revealHidden(run.waitingFor)}`} />
    ) : null;
  }
  const verification = latestEvidence(snapshot.evidence, "verification");
  const { tone } = runLook(run);
  const title = run.outcome ? outcomeLabels[run.outcome] : run.status === "succeeded" ? "Succeeded" : "Ended";
  return (
    <Alert tone={run.verdict === "not_reproduced" ? "warning" : tone} title={title}>
      {run.reason ? <p>{revealHidden(run.reason)}</p> : null}
      {run.verdict && verification === null ? <p>{verdictLabels[run.verdict].meaning}</p> : null}
      {pullRequest ? (
        <p>
          <Link href={`/${tenant}/pull-requests/${pullRequest.id}`} className="underline underline-offset-2">
            Pull request #{pullRequest.number}
          </Link>{" "}
          is {pullRequest.status}.
        </p>
      ) : null}
    </Alert>
  );
}
