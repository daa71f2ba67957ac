"use client";

import { useActionState } from "react";
import { ChoiceField } from "#app/(tenant)/[tenant]/settings/approval-policy/_components/choice-field.tsx";
import { previewApprovalPolicyAction } from "#app/(tenant)/[tenant]/settings/approval-policy/actions.ts";
import { FormField } from "#components/form-field.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ApprovalPolicy } from "#lib/domain/approval-policies/schema.ts";
import { kindLabels } from "#lib/domain/approval-policies/state.ts";

interface PreviewState {
  answer?: string;
  problem?: string;
}

/** Says which rule would count for an effect that is described here; the database is asked as for a real one. */
export function PolicyPreview({ tenant, policies }: { tenant: string; policies: ApprovalPolicy[] }) {
  const ask = async (_before: PreviewState, form: FormData): Promise<PreviewState> => {
    const result = await previewApprovalPolicyAction(tenant, form);
    if (!result.ok) return { problem: result.error.message };
    const index = policies.findIndex((policy) => policy.id === result.data.policyId);
    const policy = policies[index];
    if (!policy) return { answer: "No rule fits: an admin or member decides within 72 hours." };
    const effect = policy.decision === "auto" ? "goes on without a person" : "needs a person";
    return { answer: `Rule ${index + 1}, “${policy.name}”: it ${effect}.` };
  };
  const [state, submit] = useActionState(ask, {});
  return (
    <form action={submit} className="grid gap-4" aria-label="Try the rules">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <ChoiceField name="kind" label="Kind" options={Object.entries(kindLabels) as [string, string][]} />
        <ChoiceField
          name="agent"
          label="Agent"
          options={[
            ["meta", "Meta_Agent"],
            ["dev", "Dev_Agent"],
          ]}
        />
        <ChoiceField
          name="risk"
          label="Risk"
          options={[
            ["low", "Low"],
            ["medium", "Medium"],
            ["high", "High"],
          ]}
        />
        <FormField name="cost" label="Cost of the run (US $)">
          {(field) => <Input {...field} inputMode="decimal" defaultValue="0" />}
        </FormField>
        <FormField name="branch" label="Target branch">
          {(field) => <Input {...field} defaultValue="main" maxLength={200} />}
        </FormField>
        <FormField name="paths" label="Files, one in a line">
          {(field) => <Textarea {...field} rows={2} defaultValue="src/index.ts" />}
        </FormField>
      </div>
      <div>
        <SubmitButton variant="outline">Try</SubmitButton>
      </div>
      {state.problem ? <Alert tone="danger">{state.problem}</Alert> : null}
      {state.answer ? <Alert tone="info">{state.answer}</Alert> : null}
    </form>
  );
}
