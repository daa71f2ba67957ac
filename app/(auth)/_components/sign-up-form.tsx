"use client";

import { useActionState, useState } from "react";
import { NewPasswordField } from "#app/_components/new-password-field.tsx";
import { GithubButton } from "#app/(auth)/_components/github-button.tsx";
import { MailSent } from "#app/(auth)/_components/mail-sent.tsx";
import { TextLink } from "#app/(auth)/_components/text-link.tsx";
import { signUpAction } from "#app/(auth)/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";

interface SignUpState {
  fields: Record<string, string>;
  problem?: string | undefined;
  /** The form, once it was taken: sending again repeats it. */
  sent?: FormData;
}

async function signUpStep(_before: SignUpState, form: FormData): Promise<SignUpState> {
  const result = await signUpAction(form);
  if (result.ok) return { fields: {}, sent: form };
  const { fields, message } = result.error;
  return { fields, problem: Object.keys(fields).length > 0 ? undefined : message };
}

const fields = [
  { name: "name", label: "Your name", type: "text", autoComplete: "name", maxLength: 120 },
  { name: "tenantName", label: "Organisation", type: "text", autoComplete: "organization", maxLength: 120 },
  { name: "email", label: "E-mail address", type: "email", autoComplete: "username", maxLength: 254 },
] as const;
const hints: Record<string, string> = {
  tenantName: "Your team's space: repositories, goals and runs live in it.",
};

export function SignUpForm({ github, mailbox }: { github: boolean; mailbox: boolean }) {
  const [state, submit] = useActionState<SignUpState, FormData>(signUpStep, { fields: {} });
  const [values, setValues] = useState({ name: "", tenantName: "", email: "" });
  const { sent } = state;
  if (sent) {
    return (
      <MailSent email={values.email.trim()} mailbox={mailbox} resend={() => signUpAction(sent)}>
        Follow the link in the mail and enter your password once more: then your account is ready. The link
        works for 24 hours.
      </MailSent>
    );
  }
  return (
    <>
      {github ? <GithubButton returnPath="/">Continue with GitHub</GithubButton> : null}
      <form action={submit} className="grid gap-5">
        {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
        {fields.map(({ name, label, ...input }) => (
          <FormField
            key={name}
            name={name}
            label={label}
            {...(state.fields[name] ? { error: state.fields[name] } : {})}
            hint={hints[name]}
          >
            {(field) => (
              <Input
                {...field}
                {...input}
                required
                value={values[name]}
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              />
            )}
          </FormField>
        ))}
        <NewPasswordField
          name="password"
          label="Password"
          error={state.fields.password}
          about={Object.values(values)}
        />
        <SubmitButton pendingLabel="Creating your account …" className="w-full">
          Create account
        </SubmitButton>
      </form>
      <p className="mt-6 text-muted-foreground text-sm">
        You have one? <TextLink href="/sign-in">Sign in</TextLink>
      </p>
    </>
  );
}
