"use client";

import { type ReactNode, useId } from "react";
import { cn } from "#components/cn.ts";
import { Label } from "#components/ui/label.tsx";

/** What a control must carry so that label, hint and error belong to it. */
export interface FieldProps {
  id: string;
  name: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

/**
 * Label, control, hint and the error of one field. The control comes from `children`:
 * `<FormField name="email" label="E-mail" error={…}>{(field) => <Input {...field} />}</FormField>`.
 */
export function FormField(props: {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  className?: string;
  children: (field: FieldProps) => ReactNode;
}) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [props.error ? errorId : null, props.hint ? hintId : null].filter(Boolean).join(" ");
  return (
    <div className={cn("grid gap-2", props.className)}>
      <Label htmlFor={id}>{props.label}</Label>
      {props.children({
        id,
        name: props.name,
        "aria-invalid": props.error ? true : undefined,
        "aria-describedby": describedBy || undefined,
      })}
      {props.error ? (
        <p id={errorId} role="alert" className="text-danger-text text-sm">
          {props.error}
        </p>
      ) : null}
      {props.hint ? (
        <div id={hintId} className="text-[0.8125rem] text-muted-foreground leading-relaxed">
          {props.hint}
        </div>
      ) : null}
    </div>
  );
}
