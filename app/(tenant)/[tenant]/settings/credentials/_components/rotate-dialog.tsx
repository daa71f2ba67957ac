"use client";

import { type FormEvent, useState, useTransition } from "react";
import { toast } from "sonner";
import { rotateCredentialAction } from "#app/(tenant)/[tenant]/settings/credentials/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";

/** Asks for the new secret of a credential. */
export function RotateDialog(props: { tenant: string; credentialId: string; label: string }) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const secret = String(new FormData(event.currentTarget).get("secret") ?? "");
    start(async () => {
      const result = await rotateCredentialAction(props.tenant, { credentialId: props.credentialId, secret });
      if (!result.ok) return setProblem(result.error.fields.secret ?? result.error.message);
      setOpen(false);
      toast.success("The new secret is kept; the one before is tried second for seven days.");
    });
  };
  const change = (next: boolean) => {
    setProblem(undefined);
    setOpen(next);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm" aria-label={`Replace the secret of ${props.label}`}>
          Replace
        </Button>
      </DialogTrigger>
      <DialogContent>
        <form onSubmit={submit} className="grid gap-4" noValidate autoComplete="off">
          <DialogHeader>
            <DialogTitle>Replace the secret</DialogTitle>
            <DialogDescription className="[overflow-wrap:anywhere]">
              {props.label}. Make a new token at the server first. The one before stays in use beside it for
              seven days, so nothing breaks in between.
            </DialogDescription>
          </DialogHeader>
          <FormField name="secret" label="New access token or password" error={problem}>
            {(field) => <Input {...field} type="password" autoComplete="off" required maxLength={4000} />}
          </FormField>
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <Button type="submit" disabled={pending} aria-busy={pending || undefined}>
              Replace
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
