"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { RoleSelect } from "#app/(tenant)/[tenant]/settings/members/_components/role-select.tsx";
import { leaveTenantAction, removeMemberAction } from "#app/(tenant)/[tenant]/settings/members/actions.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Member } from "#lib/domain/members/schema.ts";
import { whyLastAdmin } from "#lib/domain/members/state.ts";
import { holds, whyNotPermitted } from "#lib/domain/permissions/hold-permission.ts";
import type { Role } from "#lib/domain/permissions/schema.ts";

interface Props {
  tenant: string;
  tenantName: string;
  members: Member[];
  viewerId: string;
  roles: readonly Role[];
}

/** The people of a tenant, with the way to change a role, remove somebody or leave. */
export function MemberList(props: Props) {
  const { members, roles, tenant, viewerId } = props;
  return (
    <ul className="divide-y" aria-label="Members">
      {members.map((member) => {
        const last = whyLastAdmin(member, members);
        const own = member.userId === viewerId;
        return (
          <li key={member.userId} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 sm:px-5">
            <div className="min-w-0 flex-1 basis-56">
              <p className="flex flex-wrap items-center gap-2 font-medium text-sm [overflow-wrap:anywhere]">
                {member.name}
                {own ? <Badge tone="info">You</Badge> : null}
              </p>
              <p className="text-muted-foreground text-xs leading-5 [overflow-wrap:anywhere]">
                {member.email} · since <RelativeTime at={member.joinedAt} />
              </p>
              {last ? <p className="text-muted-foreground text-xs leading-5">{last}</p> : null}
            </div>
            <RoleSelect
              tenant={tenant}
              member={member}
              blocked={whyNotPermitted(roles, "member.change_role") ?? last ?? undefined}
            />
            <EndMembership {...props} member={member} own={own} last={last} />
          </li>
        );
      })}
    </ul>
  );
}

function EndMembership(props: Props & { member: Member; own: boolean; last: string | null }) {
  const { member, own, last, tenant, tenantName } = props;
  const router = useRouter();
  if (!own && !holds(props.roles, "member.remove")) return null;
  const end = async () => {
    const answer = own
      ? await leaveTenantAction(tenant, {})
      : await removeMemberAction(tenant, { userId: member.userId });
    if (!answer.ok) return answer;
    toast.success(own ? `You left ${tenantName}.` : `${member.name} was removed.`);
    if (own) router.push("/");
    return { ok: true } as const;
  };
  return (
    <ConfirmButton
      size="sm"
      disabled={last !== null}
      title={own ? `Leave ${tenantName}?` : `Remove ${member.name}?`}
      description={
        own
          ? "You lose access at once. An admin can invite you again."
          : "Access and git tokens end at once. Goals, decisions and runs stay."
      }
      confirmLabel={own ? "Leave" : "Remove"}
      onConfirm={end}
    >
      {own ? "Leave" : "Remove"}
      {own ? null : <span className="sr-only"> {member.name}</span>}
    </ConfirmButton>
  );
}
