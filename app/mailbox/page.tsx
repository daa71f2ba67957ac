import { Mailbox } from "lucide-react";
import type { Metadata } from "next";
import { AccountBar } from "#app/_components/account-bar.tsx";
import { SkipLink } from "#app/_components/skip-link.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { MailList } from "#components/mail-list.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { openMailbox } from "#lib/http/mailbox.ts";
import { getVisit } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Mailbox", robots: { index: false } };

/** Mail of an installation on one's own machine, where no mail server is set. */
export default async function MailboxPage() {
  const { mails, appUrl } = await openMailbox();
  const visit = await getVisit();
  return (
    <>
      <SkipLink />
      <AccountBar viewer={visit?.viewer} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-4 py-6 outline-none sm:px-6 sm:py-8">
        <PageHeader
          title="Mailbox"
          description="No mail server is set, so mail to everybody stays here and is kept for 30 days. This page exists only on this machine."
        />
        {mails.length > 0 ? (
          <MailList mails={mails} appUrl={appUrl} />
        ) : (
          <EmptyState icon={Mailbox} title="No mail yet">
            Sign-up, reset of a password and invitations write to people. Their mail comes up here.
          </EmptyState>
        )}
      </main>
    </>
  );
}
