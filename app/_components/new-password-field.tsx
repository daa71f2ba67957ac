"use client";

import { useState } from "react";
import { PasswordHint } from "#app/_components/password-hint.tsx";
import { FormField } from "#components/form-field.tsx";
import { Input } from "#components/ui/input.tsx";

/** A field for a password that is chosen now, with how strong it is while it is typed. */
export function NewPasswordField(props: {
  name: string;
  label: string;
  error?: string | undefined;
  /** Name, address, organisation: a password made of them is weak. */
  about?: readonly string[];
}) {
  const [password, setPassword] = useState("");
  return (
    <FormField
      name={props.name}
      label={props.label}
      {...(props.error ? { error: props.error } : {})}
      hint={<PasswordHint password={password} about={props.about ?? []} />}
    >
      {(field) => (
        <Input
          {...field}
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
    </FormField>
  );
}
