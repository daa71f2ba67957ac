"use client";

import { useActionState } from "react";
import { toast } from "sonner";
import { renameUserAction } from "#app/(tenant)/[tenant]/settings/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Input } from "#components/ui/input.tsx";

interface ProfileState {
  name: string;
  problem?: string;
}

async function saveStep(before: ProfileState, form: FormData): Promise<ProfileState> {
  const result = await renameUserAction(form);
  const name = String(form.get("name") ?? before.name).trim();
  if (!result.ok) return { name, problem: result.error.fields.name ?? result.error.message };
  toast.success("Your name is saved.");
  return { name };
}

export function ProfileForm({ name }: { name: string }) {
  const [state, submit] = useActionState(saveStep, { name });
  return (
    <form action={submit} className="grid max-w-md gap-5">
      <FormField name="name" label="Name" error={state.problem}>
        {(field) => (
          <Input {...field} autoComplete="name" required maxLength={120} defaultValue={state.name} />
        )}
      </FormField>
      <SubmitButton className="w-full sm:w-fit">Save</SubmitButton>
    </form>
  );
}
