"use client";

import { FormField } from "#components/form-field.tsx";
import { Input } from "#components/ui/input.tsx";

/** Field `code`: six digits of the authenticator app, or a recovery code. */
export function CodeField(props: { recovery?: boolean; error?: string; autoFocus?: boolean }) {
  const { recovery = false } = props;
  return (
    <FormField
      name="code"
      label={recovery ? "Recovery code" : "Code"}
      error={props.error}
      hint={
        recovery
          ? "One of the ten that you kept. It works once."
          : "The six digits that your authenticator app shows for MorningAI."
      }
    >
      {(field) => (
        <Input
          {...field}
          inputMode={recovery ? "text" : "numeric"}
          autoComplete={recovery ? "off" : "one-time-code"}
          autoCapitalize="characters"
          spellCheck={false}
          required
          maxLength={20}
          autoFocus={props.autoFocus}
          placeholder={recovery ? "ABCDE-12345" : "123 456"}
          className="font-mono tracking-widest"
        />
      )}
    </FormField>
  );
}
