"use client";

import { useActionState, useState } from "react";
import { NewPasswordField } from "#app/_components/new-password-field.tsx";
import { enter } from "#app/(auth)/_components/enter.ts";
import { signUpByInvitationAction } from "#app/(auth)/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";

interface InvitedState {
  fields: Record<string, string>;
  problem?: string | undefined;
}

/** A new account for the address that was invited; then the browser is signed in. */
export function InvitedSignUpForm(props: { token: string; email: string; tenantName: string }) {
  const { token, email, tenantName } = props;
  const [name, setName] = useState("");
  const [state, submit] = useActionState<InvitedState, FormData>(
    async (_before, form) => {
      const password = String(form.get("password") ?? "");
      const result = await signUpByInvitationAction({ token, name, password });
      if (!result.ok) {
        const { fields, message } = result.error;
        return { fields, problem: fields.name || fields.password ? undefined : message };
      }
      const problem = await enter({ way: "credentials", email, password });
      if (problem) return { fields: {}, problem: `Your account is ready. ${problem}` };
      window.location.assign(`/${result.data.slug}`);
      return { fields: {} };
    },
    { fields: {} },
  );
  return (
    <form action={submit} className="grid gap-5">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      <FormField name="email" label="E-mail address" hint="The invitation has confirmed it.">
        {(field) => (
          <Input
            {...field}
            type="email"
            autoComplete="username"
            value={email}
            readOnly
            className="text-muted-foreground"
          />
        )}
      </FormField>
      <FormField name="name" label="Your name" {...(state.fields.name ? { error: state.fields.name } : {})}>
        {(field) => (
          <Input
            {...field}
            autoComplete="name"
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </FormField>
      <NewPasswordField
        name="password"
        label="Password"
        error={state.fields.password}
        about={[name, email, tenantName]}
      />
      <SubmitButton pendingLabel="Creating your account …" className="w-full">
        Create account and join
      </SubmitButton>
    </form>
  );
}
