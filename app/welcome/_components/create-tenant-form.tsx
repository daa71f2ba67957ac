"use client";

import { useRouter } from "next/navigation";
import { useActionState } from "react";
import { createTenantAction } from "#app/welcome/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Input } from "#components/ui/input.tsx";

interface CreateState {
  name: string;
  problem?: string;
}

export function CreateTenantForm() {
  const router = useRouter();
  const create = async (_before: CreateState, form: FormData): Promise<CreateState> => {
    const name = String(form.get("name") ?? "").trim();
    const answer = await createTenantAction(form);
    if (!answer.ok) return { name, problem: answer.error.fields.name ?? answer.error.message };
    router.push(`/${answer.data.slug}/welcome`);
    return { name };
  };
  const [state, submit] = useActionState(create, { name: "" });
  return (
    <form action={submit} className="grid max-w-md gap-5">
      <FormField
        name="name"
        label="Name"
        error={state.problem}
        hint="Its path is made from the name and stays; the name can be changed."
      >
        {(field) => (
          <Input {...field} required maxLength={120} defaultValue={state.name} autoComplete="organization" />
        )}
      </FormField>
      <SubmitButton className="w-full sm:w-fit">Create organisation</SubmitButton>
    </form>
  );
}
