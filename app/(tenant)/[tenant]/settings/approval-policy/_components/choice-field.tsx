"use client";

import { FormField } from "#components/form-field.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";

/** A field with a fixed set of answers. */
export function ChoiceField(props: {
  name: string;
  label: string;
  value?: string | null;
  options: [value: string, label: string][];
  error?: string;
}) {
  return (
    <FormField name={props.name} label={props.label} error={props.error}>
      {(field) => (
        <NativeSelect {...field} defaultValue={props.value ?? props.options[0]?.[0]}>
          {props.options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      )}
    </FormField>
  );
}
