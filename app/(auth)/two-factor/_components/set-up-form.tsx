"use client";

import Image from "next/image";
import { useActionState, useState } from "react";
import { confirmTwoFactorAction } from "#app/(auth)/two-factor/actions.ts";
import { CodeField } from "#components/code-field.tsx";
import { CopyButton } from "#components/copy-button.tsx";
import { RecoveryCodes } from "#components/recovery-codes.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";

interface SetUpState {
  codes?: string[];
  problem?: string;
  field?: string;
}

async function confirmStep(_before: SetUpState, form: FormData): Promise<SetUpState> {
  const result = await confirmTwoFactorAction(form);
  if (result.ok) return { codes: result.data.recoveryCodes };
  return result.error.fields.code ? { field: result.error.fields.code } : { problem: result.error.message };
}

const grouped = (secret: string) => secret.replace(/(.{4})(?=.)/g, "$1 ");

/** QR code and key, the first code of the app, then the recovery codes. */
export function SetUpForm(props: { image: string; secret: string; returnPath: string }) {
  const [state, submit] = useActionState(confirmStep, {});
  // The page renders anew with another key once this one is in use; what was scanned stays on screen.
  const [{ image, secret }] = useState(props);
  if (state.codes) return <RecoveryCodes codes={state.codes} continueTo={props.returnPath} />;
  return (
    <form action={submit} className="grid gap-5">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      <div>
        <h2 className="mb-2 font-medium text-sm">1. Scan this with your authenticator app</h2>
        <Image
          unoptimized
          src={image}
          alt="QR code with the key for your authenticator app"
          width={208}
          height={208}
          className="size-52 rounded-lg border bg-white"
        />
        <p className="mt-3 text-[0.8125rem] text-muted-foreground">Or type this key:</p>
        <p className="flex items-center gap-2">
          <code data-testid="two-factor-key" className="font-mono text-sm [overflow-wrap:anywhere]">
            {grouped(secret)}
          </code>
          <CopyButton value={secret} label="Copy key" />
        </p>
      </div>
      <div>
        <h2 className="mb-2 font-medium text-sm">2. Enter the code that it shows</h2>
        <CodeField error={state.field} />
      </div>
      <SubmitButton pendingLabel="Checking …" className="w-full">
        Switch on
      </SubmitButton>
    </form>
  );
}
