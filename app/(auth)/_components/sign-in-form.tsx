"use client";

import { useActionState } from "react";
import { enter } from "#app/(auth)/_components/enter.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";

interface SignInState {
  email: string;
  problem?: string;
}

export function SignInForm({
  returnPath,
  email: known = "",
}: {
  returnPath: string;
  /** The address that is meant, when it is known. */
  email?: string;
}) {
  const [state, submit, pending] = useActionState<SignInState, FormData>(
    async (_before, form) => {
      const email = String(form.get("email") ?? "");
      const problem = await enter({
        way: "credentials",
        email,
        password: String(form.get("password") ?? ""),
      });
      if (problem) return { email, problem };
      // A whole load, so that nothing of an earlier visitor is shown from memory.
      window.location.assign(returnPath);
      return { email };
    },
    { email: known },
  );
  return (
    <form action={submit} className="grid gap-5">
      {state.problem && !pending ? <Alert tone="danger">{state.problem}</Alert> : null}
      <FormField name="email" label="E-mail address">
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
      <FormField name="password" label="Password">
        {(field) => (
          <Input {...field} type="password" autoComplete="current-password" required maxLength={200} />
        )}
      </FormField>
      <SubmitButton pendingLabel="Signing in …" className="w-full">
        Sign in
      </SubmitButton>
    </form>
  );
}
