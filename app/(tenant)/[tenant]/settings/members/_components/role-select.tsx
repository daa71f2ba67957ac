"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import { changeMemberRoleAction } from "#app/(tenant)/[tenant]/settings/members/actions.ts";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { Member } from "#lib/domain/members/schema.ts";
import { roleLabels } from "#lib/domain/permissions/schema.ts";
import { TenantRole } from "#lib/domain/users/schema.ts";

/** The role of a member; choosing another one changes it at once, and a refusal puts it back. */
export function RoleSelect(props: { tenant: string; member: Member; blocked?: string }) {
  const { member, tenant, blocked } = props;
  const [role, setRole] = useState(member.role);
  const [pending, start] = useTransition();
  const choose = (next: TenantRole) => {
    setRole(next);
    start(async () => {
      const answer = await changeMemberRoleAction(tenant, { userId: member.userId, role: next });
      if (answer.ok) toast.success(`${member.name} is ${roleLabels[next].toLowerCase()} now.`);
      else {
        setRole(member.role);
        toast.error(answer.error.message);
      }
    });
  };
  return (
    <NativeSelect
      aria-label={`Role of ${member.name}`}
      className="w-32"
      value={role}
      disabled={pending || blocked !== undefined}
      title={blocked}
      onChange={(event) => choose(TenantRole.parse(event.target.value))}
    >
      {TenantRole.options.map((option) => (
        <option key={option} value={option}>
          {roleLabels[option]}
        </option>
      ))}
    </NativeSelect>
  );
}
