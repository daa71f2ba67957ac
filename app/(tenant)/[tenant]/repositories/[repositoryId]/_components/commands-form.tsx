"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { toast } from "sonner";
import { FormField } from "#components/form-field.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { Input } from "#components/ui/input.tsx";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import type { Repository } from "#lib/domain/repositories/schema.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";
import { updateRepositoryCommandsAction } from "../../actions.ts";

const kinds = [
  { key: "install", label: "Install", placeholder: "npm ci" },
  { key: "test", label: "Test", placeholder: "npm test" },
  { key: "build", label: "Build", placeholder: "npm run build" },
  { key: "lint", label: "Lint", placeholder: "npm run lint" },
] as const;

/** The commands that agents and checks run, as detected or corrected by a person. */
export function CommandsForm(props: { repository: Repository; tenant: string; role: TenantRole }) {
  const { repository } = props;
  const router = useRouter();
  const [values, setValues] = useState(repository.commands);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, start] = useTransition();
  const changed = kinds.some(({ key }) => (values[key] ?? "") !== (repository.commands[key] ?? ""));
  const readOnly = !holds(props.role, "repository.update_commands");

  const submit = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const input = { repositoryId: repository.id, commands: values };
      const result = await updateRepositoryCommandsAction(props.tenant, input);
      setErrors(result.ok ? {} : { form: result.error.message, ...result.error.fields });
      if (!result.ok) return;
      toast.success("Commands saved. New runs use them.");
      router.refresh();
    });
  };
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Commands</CardTitle>
          <CardDescription>Run in the sandbox. Leave one empty when there is none.</CardDescription>
        </div>
        {repository.commandsEdited ? (
          <Badge tone="info">corrected by a person</Badge>
        ) : (
          <Badge>detected</Badge>
        )}
      </CardHeader>
      <CardContent>
        <form onSubmit={submit} className="grid gap-4" noValidate>
          {kinds.map(({ key, label, placeholder }) => (
            <FormField key={key} name={key} label={label} error={errors[`commands.${key}`]}>
              {(field) => (
                <Input
                  {...field}
                  value={values[key] ?? ""}
                  onChange={(event) => setValues({ ...values, [key]: event.target.value })}
                  placeholder={`none, for example ${placeholder}`}
                  readOnly={readOnly}
                  autoComplete="off"
                  spellCheck={false}
                  className="font-mono"
                />
              )}
            </FormField>
          ))}
          {errors.form ? (
            <p role="alert" className="text-danger-text text-sm">
              {errors.form}
            </p>
          ) : null}
          {readOnly ? null : (
            <div className="flex justify-end gap-2">
              <Button
                variant="ghost"
                disabled={!changed || pending}
                onClick={() => setValues(repository.commands)}
              >
                Undo
              </Button>
              <Button type="submit" disabled={!changed || pending} aria-busy={pending || undefined}>
                Save
              </Button>
            </div>
          )}
        </form>
      </CardContent>
    </Card>
  );
}
