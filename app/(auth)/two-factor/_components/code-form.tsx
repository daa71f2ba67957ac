"use client";

import { useActionState, useState } from "react";
import { showSecondFactorAction } from "#app/(auth)/two-factor/actions.ts";
import { CodeField } from "#components/code-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";

interface CodeState {
  problem?: string;
  field?: string;
}

async function showStep(_before: CodeState, form: FormData): Promise<CodeState> {
  const result = await showSecondFactorAction(form);
  if (result.ok) return {};
  return result.error.fields.code ? { field: result.error.fields.code } : { problem: result.error.message };
}

/** Asks for a code of the app, or for a recovery code. */
export function CodeForm({ returnPath }: { returnPath: string }) {
  const [state, submit] = useActionState(showStep, {});
  const [recovery, setRecovery] = useState(false);
  return (
    <form action={submit} className="grid gap-5">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      <input type="hidden" name="callbackUrl" value={returnPath} />
      <CodeField key={String(recovery)} recovery={recovery} error={state.field} autoFocus />
      <SubmitButton pendingLabel="Checking …" className="w-full">
        Continue
      </SubmitButton>
      <Button variant="link" className="w-full" onClick={() => setRecovery(!recovery)}>
        {recovery ? "Use the authenticator app" : "Use a recovery code"}
      </Button>
    </form>
  );
}
