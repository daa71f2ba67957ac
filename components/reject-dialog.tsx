"use client";

import { type FormEvent, type ReactNode, useState, useTransition } from "react";
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
import { Textarea } from "#components/ui/textarea.tsx";
import { decisionReasonLimit } from "#lib/domain/approvals/schema.ts";

/** Asks for the reason of a rejection; it stays open while there is a problem with it. */
export function RejectDialog(props: {
  title: string;
  disabled: boolean;
  /** Answers with what went wrong, or nothing. */
  onReject: (reason: string) => Promise<string | undefined>;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") {
      setProblem("Say why you reject: the reason is kept with the run.");
      return;
    }
    start(async () => {
      const told = await props.onReject(reason);
      setProblem(told);
      if (told === undefined) setOpen(false);
    });
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" disabled={props.disabled}>
          {props.children}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <form onSubmit={submit} className="grid gap-4" noValidate>
          <DialogHeader>
            <DialogTitle>Reject</DialogTitle>
            <DialogDescription className="[overflow-wrap:anywhere]">
              {props.title}. The run ends, the branch and all evidence stay.
            </DialogDescription>
          </DialogHeader>
          <FormField
            name="reason"
            label="Reason"
            error={problem}
            hint="Kept with the run and shown to everybody who reads it."
          >
            {(field) => (
              <Textarea
                {...field}
                value={reason}
                maxLength={decisionReasonLimit}
                onChange={(event) => setReason(event.target.value)}
                required
              />
            )}
          </FormField>
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="danger" disabled={pending} aria-busy={pending || undefined}>
              Reject
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
