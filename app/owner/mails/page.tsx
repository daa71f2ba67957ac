import { Mailbox } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "#components/empty-state.tsx";
import { MailList } from "#components/mail-list.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { listMails } from "#lib/domain/mails/queries.ts";
import { ownerPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Mails" };

/** Mail that the platform wrote, for the Owner: what went out, what waits, what was given up and why. */
export default async function OwnerMailsPage() {
  const { context } = await ownerPage();
  const { kind, appUrl } = context.ports.mail;
  const mails = await listMails(context);
  return (
    <>
      <PageHeader
        title="Mails"
        description={
          kind === "local"
            ? "No mail server is set (SMTP_URL), so mail stays here. Texts hold links that sign people in."
            : "The newest mails. Their texts are not kept once the mail server has them."
        }
      />
      {mails.length > 0 ? (
        <MailList mails={mails} appUrl={appUrl} />
      ) : (
        <EmptyState icon={Mailbox} title="No mail in the last 30 days">
          Sign-up, reset of a password and invitations write to people.
        </EmptyState>
      )}
    </>
  );
}
