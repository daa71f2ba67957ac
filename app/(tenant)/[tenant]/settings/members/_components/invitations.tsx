"use client";

import { useTransition } from "react";
import { toast } from "sonner";
import { InviteForm } from "#app/(tenant)/[tenant]/settings/members/_components/invite-form.tsx";
import {
  resendInvitationAction,
  revokeInvitationAction,
} from "#app/(tenant)/[tenant]/settings/members/actions.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Invitation } from "#lib/domain/invitations/schema.ts";
import { roleLabels } from "#lib/domain/permissions/schema.ts";

/** Who is invited and has not answered, and the way to invite, send again and withdraw. */
export function Invitations({ tenant, invitations }: { tenant: string; invitations: Invitation[] }) {
  return (
    <>
      {invitations.length > 0 ? (
        <ul className="divide-y border-b" aria-label="Invitations">
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} tenant={tenant} invitation={invitation} />
          ))}
        </ul>
      ) : null}
      <InviteForm tenant={tenant} />
    </>
  );
}

function InvitationRow({ tenant, invitation }: { tenant: string; invitation: Invitation }) {
  const { id: invitationId, email, role, state, sentAt, invitedBy } = invitation;
  const [pending, start] = useTransition();
  const resend = () =>
    start(async () => {
      const answer = await resendInvitationAction(tenant, { invitationId });
      if (answer.ok) toast.success(`A new link was sent to ${email}.`);
      else toast.error(answer.error.message);
    });
  const revoke = async () => {
    const answer = await revokeInvitationAction(tenant, { invitationId });
    if (!answer.ok) return answer;
    toast.success(`The invitation of ${email} is withdrawn.`);
    return { ok: true } as const;
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 sm:px-5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2 font-medium text-sm [overflow-wrap:anywhere]">
          {email}
          <Badge>{roleLabels[role]}</Badge>
          {state === "expired" ? <Badge tone="warning">Expired</Badge> : null}
        </p>
        <p className="text-muted-foreground text-xs leading-5">
          by {invitedBy ?? "somebody who is gone"}, <RelativeTime at={sentAt} />
        </p>
      </div>
      <Button variant="outline" size="sm" disabled={pending} onClick={resend}>
        Send again<span className="sr-only"> to {email}</span>
      </Button>
      <ConfirmButton
        size="sm"
        title={`Withdraw the invitation of ${email}?`}
        description="The link in the mail opens nothing any more."
        confirmLabel="Withdraw"
        onConfirm={revoke}
      >
        Withdraw<span className="sr-only"> the invitation of {email}</span>
      </ConfirmButton>
    </li>
  );
}
