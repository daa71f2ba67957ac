"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { retryEngineRunAction } from "../../actions.ts";

/** Runs the function again as a new run, from its beginning or from one of its steps. */
export function RetryButton(props: {
  run: { id: string; functionId: string };
  step?: { id: string; name: string };
}) {
  const { run, step } = props;
  const router = useRouter();
  const retry = async () => {
    const result = await retryEngineRunAction({ runId: run.id, fromStep: step?.id });
    if (!result.ok) return result;
    router.push(`/owner/engine/${result.data.runId}`);
    return { ok: true as const };
  };
  return (
    <ConfirmButton
      title={step ? `Run it again from “${step.name}”?` : "Run it again?"}
      description={
        <p>
          {run.functionId} runs again on the same event, as a new run
          {step ? " that keeps the results of the steps before this one. " : " from its first step. "}A run of
          an organisation that has ended stays ended: start that one again on its own page.
        </p>
      }
      confirmLabel="Run it again"
      tone="default"
      size={step ? "sm" : undefined}
      onConfirm={retry}
    >
      <RotateCw aria-hidden /> {step ? "Run again from here" : "Retry"}
    </ConfirmButton>
  );
}
