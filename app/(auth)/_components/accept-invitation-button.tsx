"use client";

import { useState } from "react";
import { acceptInvitationAction } from "#app/(auth)/actions.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";

export function AcceptInvitationButton({ token }: { token: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function accept() {
    setPending(true);
    const result = await acceptInvitationAction({ token });
    if (result.ok) return window.location.assign(`/${result.data.slug}`);
    setProblem(result.error.message);
    setPending(false);
  }
  return (
    <div className="grid gap-5">
      {problem ? <Alert tone="danger">{problem}</Alert> : null}
      <Button className="w-full" disabled={pending} onClick={accept}>
        {pending ? "Joining …" : "Accept the invitation"}
      </Button>
    </div>
  );
}
