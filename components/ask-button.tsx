"use client";

import { type FormEvent, type ReactNode, useState, useTransition } from "react";
import { FormField } from "#components/form-field.tsx";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
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

type Answer = { ok: true } | { ok: false; error: { message: string } };

/** A button that asks for one line of text first: a reason, or a name that confirms. It stays open with a problem. */
export function AskButton(props: {
  children: ReactNode;
  title: string;
  description: ReactNode;
  label: string;
  hint?: ReactNode;
  confirmLabel: string;
  onSubmit: (text: string) => Promise<Answer>;
  variant?: ButtonProps["variant"];
  size?: ButtonProps["size"];
  disabled?: boolean;
  autoComplete?: string;
}) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const change = (next: boolean) => {
    if (pending) return;
    setProblem(undefined);
    setText("");
    setOpen(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const answer = await props.onSubmit(text);
      if (answer.ok) setOpen(false);
      else setProblem(answer.error.message);
    });
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant={props.variant ?? "outline"} size={props.size} disabled={props.disabled}>
          {props.children}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <form onSubmit={submit} className="grid gap-4" noValidate>
          <DialogHeader>
            <DialogTitle>{props.title}</DialogTitle>
            <DialogDescription asChild>
              <div className="[overflow-wrap:anywhere]">{props.description}</div>
            </DialogDescription>
          </DialogHeader>
          <FormField name="text" label={props.label} error={problem} hint={props.hint}>
            {(field) => (
              <Input
                {...field}
                value={text}
                maxLength={500}
                autoComplete={props.autoComplete ?? "off"}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </FormField>
          <DialogFooter>
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="danger" disabled={pending} aria-busy={pending || undefined}>
              {props.confirmLabel}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
