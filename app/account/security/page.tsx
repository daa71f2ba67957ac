import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { NotificationsForm } from "#app/account/security/_components/notifications-form.tsx";
import { SessionList } from "#app/account/security/_components/session-list.tsx";
import { TwoFactorCard } from "#app/account/security/_components/two-factor-card.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { getLoginNotifications } from "#lib/domain/login-notifications/queries.ts";
import { listSessions } from "#lib/domain/sessions/queries.ts";
import { getTwoFactor } from "#lib/domain/two-factor/queries.ts";
import { accountPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Security" };

/** What protects the own account: second factor, sessions, notices, and the log of what happened. */
export default async function SecurityPage() {
  const visit = await accountPage();
  const [twoFactor, sessions, notifications] = await Promise.all([
    getTwoFactor(visit),
    listSessions(visit),
    getLoginNotifications(visit),
  ]);
  return (
    <>
      <PageHeader
        title="Security"
        description={`What protects the account ${visit.viewer.email}.`}
        actions={
          <Button asChild variant="outline">
            <Link href="/account/security-log">
              <ScrollText aria-hidden /> Security log
            </Link>
          </Button>
        }
      />
      <div className="grid gap-6">
        <TwoFactorCard twoFactor={twoFactor} />
        <Card aria-labelledby="sessions">
          <CardHeader>
            <div>
              <CardTitle id="sessions">Sessions</CardTitle>
              <CardDescription>
                Where you are signed in. A session ends after 30 minutes in which nothing happens.
              </CardDescription>
            </div>
          </CardHeader>
          <SessionList sessions={sessions} />
        </Card>
        <Card aria-labelledby="notifications">
          <CardHeader>
            <div>
              <CardTitle id="notifications">Notices of sign-ins</CardTitle>
              <CardDescription>From a browser or a network that you have not used before.</CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <NotificationsForm notifications={notifications} />
          </CardContent>
        </Card>
      </div>
    </>
  );
}
