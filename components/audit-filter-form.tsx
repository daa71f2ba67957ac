"use client";

import Form from "next/form";
import { FormField } from "#components/form-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { AuditFilter } from "#lib/domain/audit/schema.ts";

/** What to show of an audit log; the choice stands in the address. */
export function AuditFilterForm(props: {
  action: string;
  filter: AuditFilter;
  subjects: readonly { prefix: string; label: string }[];
  people: { id: string; name: string }[];
}) {
  const { filter, subjects, people } = props;
  return (
    <Form
      action={props.action}
      aria-label="Filter the audit log"
      className="mb-6 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_10rem_10rem_auto]"
    >
      <FormField name="action" label="About">
        {(field) => (
          <NativeSelect {...field} defaultValue={filter.action ?? ""}>
            <option value="">Everything</option>
            {subjects.map(({ prefix, label }) => (
              <option key={prefix} value={prefix}>
                {label}
              </option>
            ))}
          </NativeSelect>
        )}
      </FormField>
      <FormField name="actor" label="By">
        {(field) => (
          <NativeSelect {...field} defaultValue={filter.actor ?? ""}>
            <option value="">Everybody</option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        )}
      </FormField>
      <FormField name="from" label="From (UTC)">
        {(field) => <Input {...field} type="date" defaultValue={filter.from} />}
      </FormField>
      <FormField name="to" label="To (UTC)">
        {(field) => <Input {...field} type="date" defaultValue={filter.to} />}
      </FormField>
      <Button type="submit" variant="outline">
        Filter
      </Button>
    </Form>
  );
}
