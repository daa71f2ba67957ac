"use client";

import { ListChecks } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { PolicyForm } from "#app/(tenant)/[tenant]/settings/approval-policy/_components/policy-form.tsx";
import { removeApprovalPolicyAction } from "#app/(tenant)/[tenant]/settings/approval-policy/actions.ts";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import type { ApprovalPolicy } from "#lib/domain/approval-policies/schema.ts";
import { conditionText, effectText } from "#lib/domain/approval-policies/state.ts";

interface Props {
  tenant: string;
  policies: ApprovalPolicy[];
  people: { id: string; name: string }[];
  blocked?: string;
}

/** The rules in their order, with the way to add, change and remove one. */
export function PolicyList(props: Props) {
  const { policies, blocked } = props;
  /** Id of the rule whose form is open; "new" for a further one. */
  const [open, setOpen] = useState<string>();
  const form = (policy?: ApprovalPolicy) => (
    <PolicyForm {...props} policy={policy} onDone={() => setOpen(undefined)} />
  );
  return (
    <div className="grid gap-4">
      {policies.length === 0 && open !== "new" ? (
        <EmptyState icon={ListChecks} title="No rule yet">
          An admin or member decides on each merge and question within 72 hours.
        </EmptyState>
      ) : null}
      {policies.length > 0 ? (
        <Card aria-label="Rules">
          <ol className="divide-y">
            {policies.map((policy, index) => (
              <li key={policy.id} className="px-4 py-3.5 sm:px-5">
                {open === policy.id ? (
                  form(policy)
                ) : (
                  <PolicyRow
                    {...props}
                    policy={policy}
                    number={index + 1}
                    onEdit={() => setOpen(policy.id)}
                  />
                )}
              </li>
            ))}
          </ol>
        </Card>
      ) : null}
      {open === "new" ? (
        <Card aria-label="New rule">
          <CardContent>{form()}</CardContent>
        </Card>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <Button disabled={blocked !== undefined} onClick={() => setOpen("new")}>
            Add a rule
          </Button>
          {blocked ? <p className="text-muted-foreground text-sm">{blocked}</p> : null}
        </div>
      )}
    </div>
  );
}

function PolicyRow(props: Props & { policy: ApprovalPolicy; number: number; onEdit: () => void }) {
  const { policy, people, tenant, blocked } = props;
  const remove = async () => {
    const answer = await removeApprovalPolicyAction(tenant, { policyId: policy.id });
    if (!answer.ok) return answer;
    toast.success("The rule is removed.");
    return { ok: true } as const;
  };
  const asked = people.find((person) => person.id === policy.escalateTo)?.name;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2 font-medium text-sm [overflow-wrap:anywhere]">
          {props.number}. {policy.name}
          <Badge tone={policy.decision === "auto" ? "success" : "warning"}>
            {policy.decision === "auto" ? "No person" : "Needs a person"}
          </Badge>
        </p>
        <p className="text-muted-foreground text-sm leading-relaxed [overflow-wrap:anywhere]">
          When: {conditionText(policy)}. {effectText(policy, asked)}
        </p>
      </div>
      <Button variant="outline" size="sm" disabled={blocked !== undefined} onClick={props.onEdit}>
        Edit<span className="sr-only"> {policy.name}</span>
      </Button>
      <ConfirmButton
        size="sm"
        disabled={blocked !== undefined}
        title={`Remove the rule “${policy.name}”?`}
        description="Approvals that were asked for by it keep what it said."
        confirmLabel="Remove"
        onConfirm={remove}
      >
        Remove<span className="sr-only"> {policy.name}</span>
      </ConfirmButton>
    </div>
  );
}
