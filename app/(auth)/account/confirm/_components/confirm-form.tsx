"use client";

import { useActionState } from "react";
import { confirmIdentityAction } from "#app/(auth)/account/confirm/actions.ts";
import { CodeField } from "#components/code-field.tsx";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";

interface ConfirmState {
  fields: Record<string, string>;
  problem?: string;
}

/** Password, and a code where there is a second factor. */
export function ConfirmForm(props: { email: string; hasFactor: boolean; returnPath: string }) {
  const [state, submit] = useActionState<ConfirmState, FormData>(
    async (_before, form) => {
      const result = await confirmIdentityAction(form);
      if (!result.ok) {
        const { fields, message } = result.error;
        return { fields, problem: Object.keys(fields).length > 0 ? undefined : message };
      }
      window.location.assign(props.returnPath);
      return { fields: {} };
    },
    { fields: {} },
  );
  return (
    <form action={submit} className="grid gap-5">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      {/* Password managers need to know whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={props.email} readOnly hidden />
      <FormField name="password" label="Password" error={state.fields.password}>
        {(field) => (
          <Input {...field} type="password" autoComplete="current-password" required maxLength={200} />
        )}
      </FormField>
      {props.hasFactor ? <CodeField error={state.fields.code} /> : null}
      <SubmitButton pendingLabel="Checking …" className="w-full">
        Confirm
      </SubmitButton>
    </form>
  );
}
