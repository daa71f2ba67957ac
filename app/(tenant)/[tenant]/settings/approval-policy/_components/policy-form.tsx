"use client";

import { useActionState } from "react";
import { toast } from "sonner";
import { ChoiceField } from "#app/(tenant)/[tenant]/settings/approval-policy/_components/choice-field.tsx";
import { saveApprovalPolicyAction } from "#app/(tenant)/[tenant]/settings/approval-policy/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ApprovalPolicy } from "#lib/domain/approval-policies/schema.ts";
import { kindLabels } from "#lib/domain/approval-policies/state.ts";

interface FormState {
  fields: Record<string, string>;
  problem?: string;
}

const kinds = Object.entries(kindLabels) as [string, string][];

/** Adds a rule, or changes the given one. */
export function PolicyForm(props: {
  tenant: string;
  people: { id: string; name: string }[];
  policy?: ApprovalPolicy;
  onDone: () => void;
}) {
  const { policy } = props;
  const save = async (_before: FormState, form: FormData): Promise<FormState> => {
    const answer = await saveApprovalPolicyAction(props.tenant, form);
    if (!answer.ok) return { fields: answer.error.fields, problem: answer.error.message };
    toast.success("The rule is saved.");
    props.onDone();
    return { fields: {} };
  };
  const [{ fields, problem }, submit] = useActionState(save, { fields: {} });
  return (
    <form action={submit} className="grid gap-4" aria-label={policy ? `Rule ${policy.name}` : "New rule"}>
      {problem ? <Alert tone="danger">{problem}</Alert> : null}
      <input type="hidden" name="policyId" value={policy?.id ?? ""} />
      <FormField name="name" label="Name" error={fields.name}>
        {(field) => <Input {...field} required maxLength={80} defaultValue={policy?.name} />}
      </FormField>
      <fieldset className="grid items-start gap-4 sm:grid-cols-2">
        <legend className="mb-2 font-medium text-muted-foreground text-xs">When all of this holds</legend>
        <ChoiceField name="kind" label="Kind" value={policy?.kind} options={[["", "Any"], ...kinds]} />
        <ChoiceField
          name="agentId"
          label="Agent that asks"
          value={policy?.agentId}
          options={[
            ["", "Any"],
            ["meta", "Meta_Agent"],
            ["dev", "Dev_Agent"],
          ]}
        />
        <ChoiceField
          name="minimumRisk"
          label="Risk"
          value={policy?.minimumRisk}
          options={[
            ["", "Any"],
            ["medium", "Medium or high"],
            ["high", "High"],
          ]}
        />
        <FormField name="minimumCost" label="Cost of the run, from (US $)" error={fields.minimumCost}>
          {(field) => (
            <Input
              {...field}
              inputMode="decimal"
              defaultValue={policy?.minimumCostMicros == null ? "" : policy.minimumCostMicros / 1_000_000}
            />
          )}
        </FormField>
        <FormField
          name="pathGlob"
          label="Files"
          error={fields.pathGlob}
          hint="Such as infra/** or **/*.md. One file that fits is enough to ask; to ask nobody, all have to."
        >
          {(field) => <Input {...field} maxLength={200} defaultValue={policy?.pathGlob ?? ""} />}
        </FormField>
        <FormField
          name="branchGlob"
          label="Target branch"
          error={fields.branchGlob}
          hint="Such as main or release-*."
        >
          {(field) => <Input {...field} maxLength={200} defaultValue={policy?.branchGlob ?? ""} />}
        </FormField>
      </fieldset>
      <Consequence {...props} fields={fields} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton>Save rule</SubmitButton>
        <Button type="button" variant="ghost" onClick={props.onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function Consequence(props: {
  people: { id: string; name: string }[];
  policy?: ApprovalPolicy;
  fields: Record<string, string>;
}) {
  const { policy, people, fields } = props;
  return (
    <fieldset className="grid items-start gap-4 sm:grid-cols-2">
      <legend className="mb-2 font-medium text-muted-foreground text-xs">Then</legend>
      <ChoiceField
        name="decision"
        label="Decision"
        value={policy?.decision}
        options={[
          ["required", "A person decides"],
          ["auto", "Go on without a person"],
        ]}
      />
      <ChoiceField
        name="deciderRole"
        label="Who may decide"
        value={policy?.deciderRole}
        options={[
          ["member", "Admins and members"],
          ["admin", "Admins"],
        ]}
      />
      <FormField name="expiresHours" label="Time to decide (hours)" error={fields.expiresHours}>
        {(field) => (
          <Input
            {...field}
            type="number"
            min={1}
            max={168}
            defaultValue={policy?.expiresHours ?? 72}
            required
          />
        )}
      </FormField>
      <ChoiceField
        name="escalateTo"
        label="Then ask"
        value={policy?.escalateTo}
        error={fields.escalateTo}
        options={[["", "All admins"], ...people.map(({ id, name }): [string, string] => [id, name])]}
      />
    </fieldset>
  );
}
