"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "#components/confirm-button.tsx";
import type { EngineRunStatus } from "#lib/domain/engine/schema.ts";
import { whyNotEngine } from "#lib/domain/engine/state.ts";
import { cancelEngineRunAction } from "../../actions.ts";
import { RetryButton } from "./retry-button.tsx";

/** Cancel while it goes on, retry once it has ended; both are asked about first. */
export function RunActions({ run }: { run: { id: string; status: EngineRunStatus; functionId: string } }) {
  const router = useRouter();
  if (whyNotEngine("cancel", run.status) !== null) return <RetryButton run={run} />;
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
      onConfirm={async () => {
        const result = await cancelEngineRunAction({ runId: run.id });
        router.refresh();
        return result;
      }}
    >
      <X aria-hidden /> Cancel
    </ConfirmButton>
  );
}
