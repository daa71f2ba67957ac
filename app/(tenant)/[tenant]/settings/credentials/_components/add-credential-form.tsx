"use client";

import { useActionState } from "react";
import { toast } from "sonner";
import { addCredentialAction } from "#app/(tenant)/[tenant]/settings/credentials/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { rotationDays } from "#lib/domain/credentials/schema.ts";

interface AddState {
  fields: Record<string, string>;
  problem?: string;
  /** What was typed, so that a mistake in one field does not cost the others; never the secret. */
  typed: { label: string; origin: string; username: string };
}

const nothingTyped = { label: "", origin: "", username: "" };

const textOf = (form: FormData, name: string) => String(form.get(name) ?? "");

export function AddCredentialForm({ tenant }: { tenant: string }) {
  const [state, submit] = useActionState(
    async (_before: AddState, form: FormData): Promise<AddState> => {
      const result = await addCredentialAction(tenant, form);
      if (!result.ok) {
        const { fields, message } = result.error;
        return {
          fields,
          problem: Object.keys(fields).length > 0 ? undefined : message,
          typed: {
            label: textOf(form, "label"),
            origin: textOf(form, "origin"),
            username: textOf(form, "username"),
          },
        };
      }
      toast.success("The credential is kept. Choose it when you connect a repository.");
      return { fields: {}, typed: nothingTyped };
    },
    { fields: {}, typed: nothingTyped },
  );
  const { fields, typed } = state;
  return (
    <form action={submit} className="grid max-w-xl gap-5" autoComplete="off">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      <FormField name="label" label="Name" error={fields.label} hint="For you, such as “Read access of CI”.">
        {(field) => <Input {...field} defaultValue={typed.label} required maxLength={80} />}
      </FormField>
      <FormField
        name="origin"
        label="Server"
        error={fields.origin}
        hint="It is sent to this server and to no other."
      >
        {(field) => (
          <Input
            {...field}
            defaultValue={typed.origin}
            placeholder="https://git.example.com"
            required
            spellCheck={false}
          />
        )}
      </FormField>
      <FormField
        name="username"
        label="User name"
        error={fields.username}
        hint="Leave it empty for an access token, unless the server asks for a name."
      >
        {(field) => <Input {...field} defaultValue={typed.username} maxLength={200} spellCheck={false} />}
      </FormField>
      <FormField
        name="secret"
        label="Access token or password"
        error={fields.secret}
        hint="One that may read repositories is enough. It can’t be seen again here."
      >
        {(field) => <Input {...field} type="password" autoComplete="off" required maxLength={4000} />}
      </FormField>
      <FormField
        name="rotationDays"
        label="Replace it every"
        error={fields.rotationDays}
        hint="Admins are reminded two weeks before. A week after the date it is no longer used."
      >
        {(field) => (
          <NativeSelect {...field} defaultValue="90" className="w-fit">
            {rotationDays.map((days) => (
              <option key={days} value={days}>
                {days} days
              </option>
            ))}
          </NativeSelect>
        )}
      </FormField>
      <SubmitButton className="w-full sm:w-fit" pendingLabel="Keeping…">
        Add
      </SubmitButton>
    </form>
  );
}
