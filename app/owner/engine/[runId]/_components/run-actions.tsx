"use client";

import { RotateCw, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "#components/confirm-button.tsx";
import type { EngineRunStatus } from "#lib/domain/engine/schema.ts";
import { whyNotEngine } from "#lib/domain/engine/state.ts";
import { cancelEngineRunAction, retryEngineRunAction } from "../../actions.ts";

/** Cancel while it goes on, retry once it has ended; both are asked about first. */
export function RunActions({ run }: { run: { id: string; status: EngineRunStatus; functionId: string } }) {
  const router = useRouter();
  const retry = async () => {
    const result = await retryEngineRunAction({ runId: run.id });
    if (!result.ok) return result;
    router.push(`/owner/engine/${result.data.runId}`);
    return { ok: true as const };
  };
  const cancel = async () => {
    const result = await cancelEngineRunAction({ runId: run.id });
    router.refresh();
    return result;
  };
  if (whyNotEngine("cancel", run.status) === null) {
    return (
      <ConfirmButton
        title="Cancel this run?"
        description={
          <p>
            {run.functionId} ends now: its open call is closed, its processes are killed and a late result is
            discarded. What it has done stays. A run of an organisation that depends on it ends as stopped.
          </p>
        }
        confirmLabel="Cancel the run"
        dismissLabel="Keep it"
        onConfirm={cancel}
      >
        <X aria-hidden /> Cancel
      </ConfirmButton>
    );
  }
  return (
    <ConfirmButton
      title="Run it again?"
      description={
        <p>
          {run.functionId} runs again on the same event, as a new run from its first step. A run of an
          organisation that has ended stays ended: start that one again on its own page.
        </p>
      }
      confirmLabel="Run it again"
      tone="default"
      onConfirm={retry}
    >
      <RotateCw aria-hidden /> Retry
    </ConfirmButton>
  );
}
