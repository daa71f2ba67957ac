"use client";

import { useActionState } from "react";
import { toast } from "sonner";
import { inviteMemberAction } from "#app/(tenant)/[tenant]/settings/members/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { roleLabels } from "#lib/domain/permissions/schema.ts";
import { TenantRole } from "#lib/domain/users/schema.ts";

interface InviteState {
  email: string;
  problem?: string;
}

/** Invites an address in a role. */
export function InviteForm({ tenant }: { tenant: string }) {
  const invite = async (_before: InviteState, form: FormData): Promise<InviteState> => {
    const email = String(form.get("email") ?? "");
    const answer = await inviteMemberAction(tenant, form);
    if (!answer.ok) return { email, problem: answer.error.fields.email ?? answer.error.message };
    toast.success(`${email} is invited.`);
    return { email: "" };
  };
  const [state, submit] = useActionState(invite, { email: "" });
  return (
    <form
      action={submit}
      className="flex flex-wrap items-start gap-4 p-4 sm:p-5"
      aria-label="Invite somebody"
    >
      <FormField
        name="email"
        label="E-mail address"
        error={state.problem}
        className="min-w-0 flex-1 basis-56"
      >
        {(field) => <Input {...field} type="email" required maxLength={254} defaultValue={state.email} />}
      </FormField>
      <FormField name="role" label="Role" className="w-36">
        {(field) => (
          <NativeSelect {...field} defaultValue="member">
            {TenantRole.options.map((role) => (
              <option key={role} value={role}>
                {roleLabels[role]}
              </option>
            ))}
          </NativeSelect>
        )}
      </FormField>
      <SubmitButton className="w-full sm:mt-6 sm:w-fit">Invite</SubmitButton>
    </form>
  );
}
