import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { SecurityLines } from "#app/account/security-log/_components/security-lines.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { listSecurityLines } from "#lib/domain/security-log/queries.ts";
import { accountPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Security log" };

const idFrom = (text: unknown): number | null =>
  typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** What happened to the own account: sign-ins, failures, changes. */
export default async function SecurityLogPage(props: {
  searchParams: Promise<{ before?: string | string[] }>;
}) {
  const before = idFrom((await props.searchParams).before);
  const { lines, next } = await listSecurityLines(await accountPage(), before);
  return (
    <>
      <PageHeader
        title="Security log"
        crumbs={[{ label: "Security", href: "/account/security" }]}
        description="What happened to your account, for one year. If a line was not you, change your password and end the sessions you don’t know."
      />
      {lines.length > 0 ? (
        <Card>
          <SecurityLines lines={lines} />
        </Card>
      ) : (
        <EmptyState icon={ScrollText} title="Nothing more">
          Sign-ins and changes of your account come up here.
        </EmptyState>
      )}
      <nav aria-label="Pages" className="mt-4 flex justify-between gap-2">
        {before === null ? (
          <span />
        ) : (
          <Button asChild variant="outline">
            <Link href="/account/security-log">Latest</Link>
          </Button>
        )}
        {next === null ? null : (
          <Button asChild variant="outline">
            <Link href={`/account/security-log?before=${next}`}>Older</Link>
          </Button>
        )}
      </nav>
    </>
  );
}
