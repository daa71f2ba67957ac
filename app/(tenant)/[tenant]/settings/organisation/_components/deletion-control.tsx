"use client";

import { toast } from "sonner";
import {
  requestTenantDeletionAction,
  restoreTenantAction,
} from "#app/(tenant)/[tenant]/settings/organisation/actions.ts";
import { AskButton } from "#components/ask-button.tsx";
import { ConfirmButton } from "#components/confirm-button.tsx";

/** Begins the deletion of a tenant, by its name, or takes it back. */
export function DeletionControl(props: {
  tenant: string;
  name: string;
  eraseAfter: string | null;
  blocked?: string;
}) {
  const { tenant, name, eraseAfter, blocked } = props;
  const remove = async (typed: string) => {
    const answer = await requestTenantDeletionAction(tenant, { name: typed });
    if (answer.ok) toast.success(`${name} will be deleted on ${answer.data.eraseAfter.slice(0, 10)}.`);
    return answer;
  };
  const restore = async () => {
    const answer = await restoreTenantAction(tenant, {});
    if (!answer.ok) return answer;
    toast.success(`${name} is restored.`);
    return { ok: true } as const;
  };
  return (
    <div className="grid gap-3">
      <div>
        {eraseAfter ? (
          <ConfirmButton
            tone="default"
            disabled={blocked !== undefined}
            title={`Restore ${name}?`}
            description="Work can go on. Runs that were stopped stay stopped."
            confirmLabel="Restore"
            onConfirm={restore}
          >
            Restore
          </ConfirmButton>
        ) : (
          <AskButton
            variant="danger"
            disabled={blocked !== undefined}
            title={`Delete ${name}?`}
            description="Runs stop now, nothing can be changed any more, and after 30 days everything is erased for good."
            label="Name of the organisation"
            hint={`Type “${name}” to confirm.`}
            confirmLabel="Delete"
            onSubmit={remove}
          >
            Delete organisation
          </AskButton>
        )}
      </div>
      {blocked ? <p className="text-muted-foreground text-sm">{blocked}</p> : null}
    </div>
  );
}
