"use client";

import { Disclosure } from "#components/disclosure.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { RowList } from "#components/row-list.tsx";
import { StatusBadge, type StatusMap } from "#components/status-badge.tsx";
import type { Mail, MailStatus } from "#lib/domain/mails/schema.ts";

const looks: StatusMap<MailStatus> = {
  queued: { label: "Waiting", tone: "info" },
  sent: { label: "Sent", tone: "success" },
  failed: { label: "Given up", tone: "danger" },
};

/** A line that is an address of the app is a link; all else is text, whatever it looks like. */
function MailLine({ line, appUrl }: { line: string; appUrl: string }) {
  if (!line.startsWith(`${appUrl}/`)) return <>{line}</>;
  return (
    <a href={line} className="rounded-sm text-link underline decoration-1 underline-offset-2">
      {line}
    </a>
  );
}

function MailText({ body, appUrl }: { body: string; appUrl: string }) {
  if (body === "") {
    return (
      <p className="text-muted-foreground">The text is not kept: a mail server has this mail, or will.</p>
    );
  }
  return (
    <p className="whitespace-pre-line leading-relaxed [overflow-wrap:anywhere]">
      {body.split("\n").map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a stored mail never move.
        <span key={index}>
          <MailLine line={line} appUrl={appUrl} />
          {"\n"}
        </span>
      ))}
    </p>
  );
}

/** Mails with their state; each opens to its text. The newest is open when the page comes up. */
export function MailList({ mails, appUrl }: { mails: Mail[]; appUrl: string }) {
  return (
    <RowList label="Mails">
      {mails.map((mail, index) => (
        <li key={mail.id} className="min-w-0">
          <Disclosure
            open={index === 0}
            buttonClassName="rounded-none px-4 py-3 focus-visible:-outline-offset-2"
            contentClassName="grid gap-2 px-4 pb-4 pl-9 text-sm"
            summary={
              <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
                <span className="min-w-0 flex-1 basis-60">
                  <span className="block font-medium [overflow-wrap:anywhere]">{mail.subject}</span>
                  <span className="block text-muted-foreground text-xs leading-5 [overflow-wrap:anywhere]">
                    to {mail.recipient} · <RelativeTime at={mail.createdAt} />
                  </span>
                </span>
                <StatusBadge status={mail.status} map={looks} />
              </span>
            }
          >
            {mail.lastError ? (
              <p className="text-danger-text">
                Attempt {mail.attempts} failed: {mail.lastError}
              </p>
            ) : null}
            <MailText body={mail.body} appUrl={appUrl} />
          </Disclosure>
        </li>
      ))}
    </RowList>
  );
}
