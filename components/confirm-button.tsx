"use client";

import { LoaderCircle } from "lucide-react";
import { type ReactNode, useState, useTransition } from "react";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "#components/ui/alert-dialog.tsx";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { DialogFooter } from "#components/ui/dialog.tsx";

/**
 * A button whose action is asked about first. `onConfirm` may be a server action; the dialog stays
 * open with the reason when it answers `{ ok: false }`.
 */
export function ConfirmButton(props: {
  children: ReactNode;
  title: string;
  description: ReactNode;
  /** Text of the button that does it: a verb. */
  confirmLabel: string;
  /** Text of the button that does nothing; "Cancel" unless told, which may be the verb itself. */
  dismissLabel?: string;
  onConfirm: () => Promise<undefined | { ok: true } | { ok: false; error: { message: string } }>;
  variant?: ButtonProps["variant"];
  size?: ButtonProps["size"];
  tone?: "danger" | "default";
  disabled?: boolean;
  className?: string;
}) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const confirm = () =>
    start(async () => {
      const result = await props.onConfirm();
      if (result?.ok === false) setProblem(result.error.message);
      else setOpen(false);
    });
  const change = (next: boolean) => {
    if (pending) return;
    setProblem(undefined);
    setOpen(next);
  };
  return (
    <AlertDialog open={open} onOpenChange={change}>
      <AlertDialogTrigger asChild>
        <Button
          variant={props.variant ?? "outline"}
          size={props.size}
          disabled={props.disabled}
          className={props.className}
        >
          {props.children}
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent>
        <AlertDialogTitle>{props.title}</AlertDialogTitle>
        <AlertDialogDescription asChild>
          <div>{props.description}</div>
        </AlertDialogDescription>
        {problem ? (
          <p role="alert" className="text-danger-text text-sm">
            {problem}
          </p>
        ) : null}
        <DialogFooter>
          <AlertDialogCancel disabled={pending}>{props.dismissLabel ?? "Cancel"}</AlertDialogCancel>
          <Button variant={props.tone ?? "danger"} disabled={pending} onClick={confirm}>
            {pending ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
            {props.confirmLabel}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
