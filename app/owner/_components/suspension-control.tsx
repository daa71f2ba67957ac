"use client";

import { toast } from "sonner";
import { resumeTenantAction, suspendTenantAction } from "#app/owner/actions.ts";
import { AskButton } from "#components/ask-button.tsx";
import { ConfirmButton } from "#components/confirm-button.tsx";

/** Suspends an organisation, or ends that. */
export function SuspensionControl({ id, name, suspended }: { id: string; name: string; suspended: boolean }) {
  const suspend = async (reason: string) => {
    const answer = await suspendTenantAction({ tenantId: id, reason });
    if (answer.ok) toast.success(`${name} is suspended.`);
    return answer;
  };
  const resume = async () => {
    const answer = await resumeTenantAction({ tenantId: id });
    if (!answer.ok) return answer;
    toast.success(`${name} is no longer suspended.`);
    return { ok: true } as const;
  };
  if (suspended) {
    return (
      <ConfirmButton
        size="sm"
        tone="default"
        title={`End the suspension of ${name}?`}
        description="Its members can work again. Runs that were stopped stay stopped."
        confirmLabel="End suspension"
        onConfirm={resume}
      >
        End suspension<span className="sr-only"> of {name}</span>
      </ConfirmButton>
    );
  }
  return (
    <AskButton
      size="sm"
      title={`Suspend ${name}?`}
      description="Its runs stop, and nothing can be changed or run. Its members can go on reading."
      label="Reason"
      hint="Its members read it on every page."
      confirmLabel="Suspend"
      onSubmit={suspend}
    >
      Suspend<span className="sr-only"> {name}</span>
    </AskButton>
  );
}
