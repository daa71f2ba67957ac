"use client";

import { useActionState } from "react";
import { toast } from "sonner";
import { NewPasswordField } from "#app/_components/new-password-field.tsx";
import { changePasswordAction } from "#app/(tenant)/[tenant]/settings/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";

interface PasswordState {
  fields: Record<string, string>;
  problem?: string;
}

async function changeStep(_before: PasswordState, form: FormData): Promise<PasswordState> {
  const result = await changePasswordAction(form);
  if (!result.ok) {
    const { fields, message } = result.error;
    return { fields, problem: Object.keys(fields).length > 0 ? undefined : message };
  }
  const ended = result.data.endedSessions;
  toast.success(
    ended === 0
      ? "Your password is changed."
      : `Your password is changed; ${ended} other ${ended === 1 ? "session" : "sessions"} ended.`,
  );
  return { fields: {} };
}

export function PasswordForm({ email, name }: { email: string; name: string }) {
  const [state, submit] = useActionState(changeStep, { fields: {} });
  return (
    <form action={submit} className="grid max-w-md gap-5">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      {/* Password managers need to know whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <FormField name="currentPassword" label="Present password" error={state.fields.currentPassword}>
        {(field) => (
          <Input {...field} type="password" autoComplete="current-password" required maxLength={200} />
        )}
      </FormField>
      <NewPasswordField
        name="newPassword"
        label="New password"
        error={state.fields.newPassword}
        about={[name, email]}
      />
      <SubmitButton className="w-full sm:w-fit">Change password</SubmitButton>
    </form>
  );
}
