"use client";

import { toast } from "sonner";
import { setTwoFactorPolicyAction } from "#app/(tenant)/[tenant]/settings/organisation/actions.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { Badge } from "#components/ui/badge.tsx";

/** Whether members need a second factor, and the way to change it. */
export function TwoFactorPolicy(props: { tenant: string; required: boolean; blocked?: string }) {
  const { tenant, required, blocked } = props;
  const change = async () => {
    const answer = await setTwoFactorPolicyAction(tenant, { required: !required });
    if (!answer.ok) return answer;
    toast.success(required ? "A second factor is no longer required." : "A second factor is required now.");
    return { ok: true } as const;
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <Badge tone={required ? "success" : "neutral"}>{required ? "Required" : "Not required"}</Badge>
      <ConfirmButton
        disabled={blocked !== undefined}
        tone={required ? "danger" : "default"}
        title={required ? "Stop requiring a second factor?" : "Require a second factor of everybody?"}
        description={
          required
            ? "A stolen password is then enough to sign in as a member who has none."
            : "Members without one are led to its set-up with their next click. You need one yourself."
        }
        confirmLabel={required ? "Stop requiring it" : "Require it"}
        onConfirm={change}
      >
        {required ? "Stop requiring it" : "Require it"}
      </ConfirmButton>
      {blocked ? <p className="basis-full text-muted-foreground text-sm">{blocked}</p> : null}
    </div>
  );
}
