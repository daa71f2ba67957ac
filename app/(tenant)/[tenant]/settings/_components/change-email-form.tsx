"use client";

import { useActionState, useState } from "react";
import { changeEmailAction } from "#app/(tenant)/[tenant]/settings/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";

interface EmailState {
  fields: Record<string, string>;
  problem?: string | undefined;
  sentTo?: string;
}

async function changeStep(_before: EmailState, form: FormData): Promise<EmailState> {
  const result = await changeEmailAction(form);
  if (result.ok) return { fields: {}, sentTo: String(form.get("email") ?? "") };
  const { fields, message } = result.error;
  return { fields, problem: Object.keys(fields).length > 0 ? undefined : message };
}

/** The address to sign in with. A new one counts once the link in its mail was followed. */
export function ChangeEmailForm({ email }: { email: string }) {
  const [state, submit] = useActionState<EmailState, FormData>(changeStep, { fields: {} });
  const [wanted, setWanted] = useState("");
  return (
    <form action={submit} className="grid max-w-md gap-5">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      {state.sentTo ? (
        <Alert tone="success" title={`Look into the mailbox of ${state.sentTo}`}>
          The address counts once you follow the link in the mail. Until then it is {email}.
        </Alert>
      ) : null}
      <FormField
        name="email"
        label="New e-mail address"
        {...(state.fields.email ? { error: state.fields.email } : {})}
        hint={`You sign in with ${email}.`}
      >
        {(field) => (
          <Input
            {...field}
            type="email"
            autoComplete="email"
            required
            maxLength={254}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
      </FormField>
      <FormField
        name="password"
        label="Your password"
        {...(state.fields.password ? { error: state.fields.password } : {})}
      >
        {(field) => (
          <Input {...field} type="password" autoComplete="current-password" required maxLength={200} />
        )}
      </FormField>
      <SubmitButton className="w-full sm:w-fit">Change address</SubmitButton>
    </form>
  );
}
