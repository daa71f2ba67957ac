"use client";

import { useActionState } from "react";
import { toast } from "sonner";
import { renameTenantAction } from "#app/(tenant)/[tenant]/settings/organisation/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Input } from "#components/ui/input.tsx";

interface NameState {
  name: string;
  problem?: string;
}

export function TenantNameForm(props: { tenant: string; name: string; blocked?: string }) {
  const save = async (_before: NameState, form: FormData): Promise<NameState> => {
    const name = String(form.get("name") ?? "").trim();
    const answer = await renameTenantAction(props.tenant, form);
    if (!answer.ok) return { name, problem: answer.error.fields.name ?? answer.error.message };
    toast.success("The name is saved.");
    return { name };
  };
  const [state, submit] = useActionState(save, { name: props.name });
  return (
    <form action={submit} className="grid max-w-md gap-5">
      <FormField
        name="name"
        label="Name"
        error={state.problem}
        hint={props.blocked ?? `The path /${props.tenant} stays, so that links go on working.`}
      >
        {(field) => (
          <Input
            {...field}
            required
            maxLength={120}
            defaultValue={state.name}
            disabled={props.blocked !== undefined}
          />
        )}
      </FormField>
      <SubmitButton className="w-full sm:w-fit" disabled={props.blocked !== undefined}>
        Save
      </SubmitButton>
    </form>
  );
}
