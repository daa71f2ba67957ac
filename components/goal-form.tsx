"use client";

import { ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, type KeyboardEvent, useRef, useState, useTransition } from "react";
import { FormField } from "#components/form-field.tsx";
import { TimeLimitField } from "#components/time-limit-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { goalBodyLimit } from "#lib/domain/goals/schema.ts";
import type { Repository } from "#lib/domain/repositories/schema.ts";
import { repositoryStatusLabels, whyNoGoal } from "#lib/domain/repositories/state.ts";

/** The server action that takes a goal. */
export type SubmitGoal = (
  tenant: string,
  input: { repositoryId: string; body: string; seconds?: number },
) => Promise<
  | { ok: true; data: { runId: string } }
  | { ok: false; error: { message: string; fields: Record<string, string> } }
>;

type Choice = Pick<Repository, "id" | "name" | "status">;

interface Props {
  tenant: string;
  repositories: Choice[];
  repositoryId?: string;
  submit: SubmitGoal;
  /** A sentence when the person may not submit. */
  blocked?: string;
}

const example =
  "Orders at the free-shipping limit are still charged for shipping, see the failing test in test/shipping.test.ts.";

/** Where a person says what should be done. Ctrl or Cmd with Enter submits; the run page follows. */
export function GoalForm(props: Props) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const ready = props.repositories.filter((one) => whyNoGoal(one) === null);
  const [repositoryId, setRepositoryId] = useState(props.repositoryId ?? ready[0]?.id ?? "");
  const [body, setBody] = useState("");
  const [seconds, setSeconds] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, start] = useTransition();
  const tooLong = body.trim().length > goalBodyLimit;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    if (body.trim() === "") return setErrors({ body: "Write what should be done." });
    start(async () => {
      const result = await props.submit(props.tenant, {
        repositoryId,
        body,
        ...(seconds.trim() === "" ? {} : { seconds: Number(seconds) }),
      });
      if (result.ok) return router.push(`/${props.tenant}/runs/${result.data.runId}`);
      const { fields, message } = result.error;
      setErrors(Object.keys(fields).length > 0 ? fields : { form: message });
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  };
  return (
    <form ref={form} onSubmit={submit} className="grid gap-4" aria-label="New goal" noValidate>
      <FormField name="body" label="What should be done?" error={errors.body}>
        {(field) => (
          <Textarea
            {...field}
            dir="auto"
            value={body}
            onChange={(event) => setBody(event.target.value)}
            onKeyDown={onKeyDown}
            placeholder={`For example: ${example}`}
            className="max-h-[60vh] min-h-28 text-base md:text-sm"
          />
        )}
      </FormField>
      <div className="flex flex-wrap items-start gap-4">
        <FormField
          name="repositoryId"
          label="Repository"
          error={errors.repositoryId}
          className="min-w-0 flex-1 basis-56 sm:max-w-72"
        >
          {(field) => (
            <RepositorySelect
              {...field}
              repositories={props.repositories}
              value={repositoryId}
              onChange={setRepositoryId}
            />
          )}
        </FormField>
        <TimeLimitField value={seconds} onChange={setSeconds} error={errors.seconds} />
      </div>
      <div className="flex items-center justify-end gap-4">
        <span className={`tabular text-xs ${tooLong ? "text-danger-text" : "text-muted-foreground"}`}>
          {body.length.toLocaleString("en")} / {goalBodyLimit.toLocaleString("en")}
          <span className="sr-only"> characters</span>
        </span>
        <Button
          type="submit"
          disabled={pending || tooLong || repositoryId === "" || props.blocked !== undefined}
          aria-busy={pending || undefined}
          title="Ctrl or Cmd with Enter"
        >
          <ArrowUp aria-hidden /> {pending ? "Starting…" : "Start"}
        </Button>
      </div>
      {errors.form || props.blocked ? (
        <p
          role={errors.form ? "alert" : undefined}
          className={errors.form ? "text-danger-text text-sm" : "text-muted-foreground text-sm"}
        >
          {errors.form ?? props.blocked}
        </p>
      ) : null}
    </form>
  );
}

function RepositorySelect(props: {
  id: string;
  name: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  repositories: Choice[];
  value: string;
  onChange: (id: string) => void;
}) {
  return (
    <Select value={props.value} onValueChange={props.onChange}>
      <SelectTrigger
        id={props.id}
        aria-describedby={props["aria-describedby"]}
        aria-invalid={props["aria-invalid"]}
      >
        <SelectValue placeholder="Choose a repository" />
      </SelectTrigger>
      <SelectContent>
        {props.repositories.map((one) => (
          <SelectItem key={one.id} value={one.id} disabled={whyNoGoal(one) !== null}>
            {one.name}
            {one.status === "ready" ? "" : ` (${repositoryStatusLabels[one.status].label.toLowerCase()})`}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
