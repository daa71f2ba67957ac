"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useActionState } from "react";
import { NewPasswordField } from "#app/_components/new-password-field.tsx";
import { resetPasswordAction } from "#app/(auth)/actions.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";

interface ResetState {
  done: boolean;
  field?: string | undefined;
  problem?: string | undefined;
}

export function ResetPasswordForm(props: { token: string; email: string; name: string }) {
  const [state, submit] = useActionState<ResetState, FormData>(
    async (_before, form) => {
      const newPassword = String(form.get("newPassword") ?? "");
      const result = await resetPasswordAction({ token: props.token, newPassword });
      if (result.ok) return { done: true };
      const field = result.error.fields.newPassword;
      return { done: false, field, problem: field ? undefined : result.error.message };
    },
    { done: false },
  );
  if (state.done) {
    return (
      <EmptyState
        icon={CircleCheck}
        title="Your password is changed"
        action={
          <Button asChild>
            <Link href="/sign-in">Sign in</Link>
          </Button>
        }
      >
        All your sessions have ended, on every device.
      </EmptyState>
    );
  }
  return (
    <form action={submit} className="grid gap-5">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      {/* Password managers need to know whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={props.email} readOnly hidden />
      <NewPasswordField
        name="newPassword"
        label="New password"
        error={state.field}
        about={[props.email, props.name]}
      />
      <SubmitButton className="w-full">Change password</SubmitButton>
    </form>
  );
}
