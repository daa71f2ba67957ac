"use client";

import { useActionState } from "react";
import { MailSent } from "#app/(auth)/_components/mail-sent.tsx";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ActionResult } from "#lib/http/action-result.ts";

interface EmailState {
  email: string;
  sent: boolean;
  field?: string | undefined;
  problem?: string | undefined;
}

/** Asks for an address and has a mail written to it. */
export function EmailForm(props: {
  action: (input: { email: string }) => Promise<ActionResult<unknown>>;
  label: string;
  /** What the mail does, if the address has an account. */
  sentText: string;
  mailbox: boolean;
}) {
  const [state, submit] = useActionState<EmailState, FormData>(
    async (_before, form) => {
      const email = String(form.get("email") ?? "").trim();
      const result = await props.action({ email });
      if (result.ok) return { email, sent: true };
      const field = result.error.fields.email;
      return { email, sent: false, field, problem: field ? undefined : result.error.message };
    },
    { email: "", sent: false },
  );
  if (state.sent) {
    return (
      <MailSent
        email={state.email}
        mailbox={props.mailbox}
        resend={() => props.action({ email: state.email })}
      >
        {props.sentText}
      </MailSent>
    );
  }
  return (
    <form action={submit} className="grid gap-5">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      <FormField name="email" label="E-mail address" {...(state.field ? { error: state.field } : {})}>
        {(field) => (
          <Input
            {...field}
            type="email"
            autoComplete="username"
            required
            maxLength={254}
            defaultValue={state.email}
          />
        )}
      </FormField>
      <SubmitButton pendingLabel="Sending …" className="w-full">
        {props.label}
      </SubmitButton>
    </form>
  );
}
