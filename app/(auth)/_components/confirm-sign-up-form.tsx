"use client";

import { useActionState } from "react";
import { enter } from "#app/(auth)/_components/enter.ts";
import { TextLink } from "#app/(auth)/_components/text-link.tsx";
import { confirmSignUpAction } from "#app/(auth)/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";

interface ConfirmState {
  field?: string | undefined;
  problem?: string | undefined;
}

/** The password of the sign-up once more; then the account is made and the browser is signed in. */
export function ConfirmSignUpForm({ token, email }: { token: string; email: string }) {
  const [state, submit] = useActionState<ConfirmState, FormData>(async (_before, form) => {
    const password = String(form.get("password") ?? "");
    const result = await confirmSignUpAction({ token, password });
    if (!result.ok) {
      const field = result.error.fields.password;
      return { field, problem: field ? undefined : result.error.message };
    }
    const problem = await enter({ way: "credentials", email, password });
    if (problem) return { problem: `Your account is ready. ${problem}` };
    window.location.assign(`/${result.data.slug}`);
    return {};
  }, {});
  return (
    <form action={submit} className="grid gap-5">
      {state.problem ? (
        <Alert tone="danger">
          {state.problem} <TextLink href="/sign-in">Sign in</TextLink>
        </Alert>
      ) : null}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <FormField
        name="password"
        label="Password"
        {...(state.field ? { error: state.field } : {})}
        hint={
          <>
            You forgot it? <TextLink href="/sign-up">Sign up again</TextLink> with another one.
          </>
        }
      >
        {(field) => (
          <Input {...field} type="password" autoComplete="current-password" required maxLength={200} />
        )}
      </FormField>
      <SubmitButton pendingLabel="Creating your account …" className="w-full">
        Confirm
      </SubmitButton>
    </form>
  );
}
