"use client";

import { toast } from "sonner";
import { eraseAccountAction } from "#app/(tenant)/[tenant]/settings/actions.ts";
import { AskButton } from "#components/ask-button.tsx";
import { Button } from "#components/ui/button.tsx";

/** The way to take the own data along, and to have the account erased. */
export function OwnData({ email }: { email: string }) {
  const erase = async (typed: string) => {
    const answer = await eraseAccountAction({ email: typed });
    if (answer.ok) {
      toast.success("Your account is erased.");
      window.location.assign("/");
    }
    return answer;
  };
  return (
    <div className="flex flex-wrap gap-3">
      <Button asChild variant="outline">
        <a href="/api/v1/account/export" download>
          Download my data
        </a>
      </Button>
      <AskButton
        variant="danger"
        title="Erase your account?"
        description="Your name, address, password, sessions, tokens and memberships are erased at once and for good. What you did in organisations stays, without your name."
        label="Your e-mail address"
        hint={`Type ${email} to confirm.`}
        confirmLabel="Erase my account"
        onSubmit={erase}
      >
        Erase my account
      </AskButton>
    </div>
  );
}
