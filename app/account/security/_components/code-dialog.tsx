"use client";

import { useActionState, useState } from "react";
import { toast } from "sonner";
import { removeTwoFactorAction, renewRecoveryCodesAction } from "#app/account/security/actions.ts";
import { CodeField } from "#components/code-field.tsx";
import { RecoveryCodes } from "#components/recovery-codes.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "#components/ui/dialog.tsx";

const acts = {
  renew: {
    label: "New recovery codes",
    title: "Make new recovery codes?",
    description: "The ones you have no longer work then.",
    tone: "default",
  },
  remove: {
    label: "Switch off",
    title: "Switch two-factor sign-in off?",
    description: "Your password alone will open your account. Your other sessions end.",
    tone: "danger",
  },
} as const;

interface ActState {
  codes?: string[];
  done?: boolean;
  problem?: string;
}

const steps = {
  renew: async (form: FormData): Promise<ActState> => {
    const result = await renewRecoveryCodesAction(form);
    return result.ok ? { codes: result.data.recoveryCodes } : { problem: result.error.message };
  },
  remove: async (form: FormData): Promise<ActState> => {
    const result = await removeTwoFactorAction(form);
    if (!result.ok) return { problem: result.error.message };
    toast.success("Two-factor sign-in is off.");
    return { done: true };
  },
};

function CodeStep({ act, onDone }: { act: keyof typeof acts; onDone: () => void }) {
  const [state, submit] = useActionState(async (_before: ActState, form: FormData) => {
    const next = await steps[act](form);
    if (next.done) onDone();
    return next;
  }, {});
  if (state.codes) return <RecoveryCodes codes={state.codes} continueTo="/account/security" />;
  return (
    <form action={submit} className="grid gap-4">
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      <CodeField autoFocus />
      <DialogFooter>
        <SubmitButton variant={acts[act].tone}>{acts[act].label}</SubmitButton>
      </DialogFooter>
    </form>
  );
}

/** A change of the second factor, which asks for a code of it. */
export function CodeDialog({ act }: { act: keyof typeof acts }) {
  const [open, setOpen] = useState(false);
  const { label, title, description } = acts[act];
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline">{label}</Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>{description}</DialogDescription>
        </DialogHeader>
        <CodeStep act={act} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
