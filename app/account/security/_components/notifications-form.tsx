"use client";

import { useActionState } from "react";
import { toast } from "sonner";
import { setLoginNotificationsAction } from "#app/account/security/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";
import type { LoginNotifications } from "#lib/domain/login-notifications/schema.ts";

interface NotificationsState {
  byMail: boolean;
  bySlack: boolean;
  fields: Record<string, string>;
  problem?: string;
}

async function saveStep(_before: NotificationsState, form: FormData): Promise<NotificationsState> {
  const chosen = { byMail: form.has("byMail"), bySlack: form.has("bySlack") };
  const result = await setLoginNotificationsAction(form);
  if (result.ok) {
    toast.success("Your notices are saved.");
    return { ...chosen, fields: {} };
  }
  const { fields, message } = result.error;
  return { ...chosen, fields, problem: Object.keys(fields).length > 0 ? undefined : message };
}

function Choice(props: { name: string; label: string; checked: boolean }) {
  return (
    <label className="flex min-h-11 items-center gap-3 text-sm md:min-h-0">
      <input
        type="checkbox"
        name={props.name}
        defaultChecked={props.checked}
        className="size-4 accent-primary"
      />
      {props.label}
    </label>
  );
}

/** By which ways the person hears of sign-ins that are new. */
export function NotificationsForm({ notifications }: { notifications: LoginNotifications }) {
  const [state, submit] = useActionState(saveStep, { ...notifications, fields: {} });
  return (
    <form action={submit} className="grid max-w-md gap-4" key={`${state.byMail} ${state.bySlack}`}>
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      <Choice name="byMail" label="By mail" checked={state.byMail} />
      <Choice name="bySlack" label="By Slack" checked={state.bySlack} />
      <FormField
        name="webhook"
        label="Slack webhook"
        error={state.fields.webhook}
        hint={
          notifications.hasWebhook
            ? "One is set. It is not shown again; another one takes its place."
            : "Address of an incoming webhook of your Slack. It is kept encrypted."
        }
      >
        {(field) => (
          <Input
            {...field}
            type="url"
            autoComplete="off"
            maxLength={500}
            placeholder="https://hooks.slack.com/services/…"
          />
        )}
      </FormField>
      <SubmitButton className="w-full sm:w-fit">Save</SubmitButton>
    </form>
  );
}
