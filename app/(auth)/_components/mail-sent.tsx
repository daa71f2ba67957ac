"use client";

import { MailCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { TextLink } from "#app/(auth)/_components/text-link.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/http/action-result.ts";

/** What a form becomes once its mail is under way. It says the same whether or not there is an account. */
export function MailSent(props: {
  email: string;
  children: ReactNode;
  /** The mail can be read on this machine. */
  mailbox: boolean;
  resend: () => Promise<ActionResult<unknown>>;
}) {
  const [pending, setPending] = useState(false);
  async function sendAgain() {
    setPending(true);
    const result = await props.resend();
    setPending(false);
    if (result.ok) toast.success("Another mail is on its way.");
    else toast.error(result.error.message);
  }
  return (
    <section aria-label="Mail" className="grid gap-4">
      <div role="status" className="grid gap-3">
        <span className="flex size-10 items-center justify-center rounded-lg border bg-surface shadow-raised">
          <MailCheck aria-hidden className="size-5 text-muted-foreground" />
        </span>
        <p className="font-medium text-sm [overflow-wrap:anywhere]">Look into the mailbox of {props.email}</p>
        <p className="text-muted-foreground text-sm leading-relaxed">{props.children}</p>
      </div>
      {props.mailbox ? (
        <p className="text-muted-foreground text-sm">
          No mail server is set, so the mail is in the{" "}
          <TextLink href="/mailbox">mailbox of this machine</TextLink>.
        </p>
      ) : null}
      <Button variant="outline" disabled={pending} onClick={sendAgain}>
        {pending ? "Sending …" : "Send it again"}
      </Button>
    </section>
  );
}
