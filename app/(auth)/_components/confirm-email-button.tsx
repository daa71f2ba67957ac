"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { confirmEmailChangeAction } from "#app/(auth)/actions.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";

/** Makes the new address the one that counts. */
export function ConfirmEmailButton({ token }: { token: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [email, setEmail] = useState<string>();
  async function confirm() {
    setPending(true);
    const result = await confirmEmailChangeAction({ token });
    setPending(false);
    if (result.ok) setEmail(result.data.email);
    else setProblem(result.error.message);
  }
  if (email) {
    return (
      <EmptyState
        icon={CircleCheck}
        title="Your address is changed"
        action={
          <Button asChild>
            <Link href="/">Go on</Link>
          </Button>
        }
      >
        You sign in with {email} from now on.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-5">
      {problem ? <Alert tone="danger">{problem}</Alert> : null}
      <Button className="w-full" disabled={pending} onClick={confirm}>
        {pending ? "Confirming …" : "Confirm"}
      </Button>
    </div>
  );
}
