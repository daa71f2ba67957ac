"use client";

import { useTransition } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { dismissOnboardingAction } from "../settings/organisation/actions.ts";

/** Takes the checklist off the page, for everybody in the tenant. */
export function PutAway({ tenant }: { tenant: string }) {
  const [pending, start] = useTransition();
  const dismiss = () =>
    start(async () => {
      const answer = await dismissOnboardingAction(tenant, { dismissed: true });
      if (!answer.ok) toast.error(answer.error.message);
    });
  return (
    <Button variant="ghost" size="sm" disabled={pending} onClick={dismiss}>
      Put away
    </Button>
  );
}
