"use client";

import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { ConfirmButton } from "#components/confirm-button.tsx";
import { useNow } from "#components/duration.tsx";
import { RejectDialog } from "#components/reject-dialog.tsx";
import { CardFooter } from "#components/ui/card.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Approval, DecideApprovalInput } from "#lib/domain/approvals/schema.ts";
import { whyNotDecide } from "#lib/domain/approvals/state.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";

/** The server action that decides; what it answers is shown as it is. */
export type DecideApproval = (
  tenant: string,
  input: DecideApprovalInput,
) => Promise<{ ok: true; data: unknown } | { ok: false; error: { message: string } }>;

/** Approve and reject. Each asks once more: the one for a reason, the other with what will happen. */
export function ApprovalDecision(props: {
  approval: Approval;
  tenant: string;
  role: TenantRole;
  decide: DecideApproval;
  /** What an approval sets off, in sentences. */
  consequence: ReactNode;
  /** Called after a decision, one's own or that of somebody who was faster. */
  onDecided: () => void;
}) {
  const { approval, role } = props;
  const now = useNow(true);
  const reason = whyNotDecide(approval, role, new Date(now ?? 0));
  const send = async (input: DecideApprovalInput) => {
    const result = await props.decide(props.tenant, input);
    props.onDecided();
    return result;
  };
  return (
    <CardFooter className="justify-between">
      <p className="min-w-0 text-muted-foreground text-sm [overflow-wrap:anywhere]" aria-live="polite">
        {reason}
      </p>
      <div className="ml-auto flex flex-wrap justify-end gap-2">
        <RejectDialog
          title={approval.title}
          disabled={reason !== null}
          onReject={async (why) => {
            const result = await send({ approvalId: approval.id, decision: "rejected", reason: why });
            return result.ok ? undefined : result.error.message;
          }}
        >
          <X aria-hidden /> {approval.choices.length > 0 ? "None of these" : "Reject"}
        </RejectDialog>
        {approval.choices.length > 0 ? (
          <Choices
            approval={approval}
            disabled={reason !== null}
            onChoose={(choice) => send({ approvalId: approval.id, decision: "approved", reason: "", choice })}
          />
        ) : (
          <ConfirmButton
            variant="default"
            tone="default"
            disabled={reason !== null}
            title={`${approval.title}?`}
            description={props.consequence}
            confirmLabel="Approve"
            onConfirm={async () => {
              const result = await send({ approvalId: approval.id, decision: "approved", reason: "" });
              return result.ok ? { ok: true } : result;
            }}
          >
            <Check aria-hidden /> Approve
          </ConfirmButton>
        )}
      </div>
    </CardFooter>
  );
}

/** One button per answer of a question; the last look comes before it counts. */
function Choices(props: {
  approval: Approval;
  disabled: boolean;
  onChoose: (choice: number) => ReturnType<DecideApproval>;
}) {
  return props.approval.choices.map(({ label, detail }, choice) => (
    <ConfirmButton
      key={label}
      variant="default"
      tone="default"
      disabled={props.disabled}
      title={`${revealHidden(label)}?`}
      description={<p className="[overflow-wrap:anywhere]">{revealHidden(detail)}</p>}
      confirmLabel="Choose"
      onConfirm={async () => {
        const result = await props.onChoose(choice);
        return result.ok ? { ok: true } : result;
      }}
    >
      <span className="max-w-64 truncate">{revealHidden(label)}</span>
    </ConfirmButton>
  ));
}
