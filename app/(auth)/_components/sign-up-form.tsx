"use client";

import { useActionState, useState } from "react";
import { PasswordHint } from "#app/_components/password-hint.tsx";
import { enter } from "#app/(auth)/_components/enter.ts";
import { signUpAction } from "#app/(auth)/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";

interface SignUpState {
  values: Record<string, string>;
  fields: Record<string, string>;
  problem?: string;
}

async function signUpStep(_before: SignUpState, form: FormData): Promise<SignUpState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const values = { name: text("name"), tenantName: text("tenantName"), email: text("email") };
  const result = await signUpAction(form);
  if (!result.ok) {
    const { fields, message } = result.error;
    return { values, fields, problem: Object.keys(fields).length > 0 ? undefined : message };
  }
  const problem = await enter({ email: text("email"), password: text("password") });
  if (problem) return { values, fields: {}, problem: `Your account is made. ${problem}` };
  window.location.assign(`/${result.data.slug}`);
  return { values, fields: {} };
}

export function SignUpForm() {
  const [state, submit] = useActionState(signUpStep, { values: {}, fields: {} });
  const [password, setPassword] = useState("");
  return (
    <form action={submit} onReset={() => setPassword("")} className="grid gap-5">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      <FormField name="name" label="Your name" error={state.fields.name}>
        {(field) => (
          <Input {...field} autoComplete="name" required maxLength={120} defaultValue={state.values.name} />
        )}
      </FormField>
      <FormField
        name="tenantName"
        label="Organisation"
        error={state.fields.tenantName}
        hint="Your team's space: repositories, goals and runs live in it."
      >
        {(field) => (
          <Input
            {...field}
            autoComplete="organization"
            required
            maxLength={120}
            defaultValue={state.values.tenantName}
          />
        )}
      </FormField>
      <FormField name="email" label="E-mail address" error={state.fields.email}>
        {(field) => (
          <Input
            {...field}
            type="email"
            autoComplete="username"
            required
            maxLength={254}
            defaultValue={state.values.email}
          />
        )}
      </FormField>
      <FormField
        name="password"
        label="Password"
        error={state.fields.password}
        hint={<PasswordHint password={password} />}
      >
        {(field) => (
          <Input
            {...field}
            type="password"
            autoComplete="new-password"
            required
            minLength={10}
            maxLength={200}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </FormField>
      <SubmitButton pendingLabel="Creating your account …" className="w-full">
        Create account
      </SubmitButton>
    </form>
  );
}
