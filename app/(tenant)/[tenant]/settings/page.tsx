import type { Metadata } from "next";
import Link from "next/link";
import { OwnData } from "#app/(tenant)/[tenant]/settings/_components/own-data.tsx";
import { PasswordForm } from "#app/(tenant)/[tenant]/settings/_components/password-form.tsx";
import { ProfileForm } from "#app/(tenant)/[tenant]/settings/_components/profile-form.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await props.params;
  const { viewer } = await tenantPage(slug);
  return (
    <>
      <PageHeader
        title="Settings"
        description="Your profile, your password and what protects your account."
      />
      <div className="grid gap-6">
        <Card aria-labelledby="profile">
          <CardHeader>
            <CardTitle id="profile">Profile</CardTitle>
          </CardHeader>
          <CardContent>
            <ProfileForm name={viewer.name} email={viewer.email} />
          </CardContent>
        </Card>
        <Card aria-labelledby="password">
          <CardHeader>
            <div>
              <CardTitle id="password">Password</CardTitle>
              <CardDescription>Changing it ends every other session of yours.</CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <PasswordForm email={viewer.email} />
          </CardContent>
        </Card>
        <Card aria-labelledby="security">
          <CardHeader>
            <div>
              <CardTitle id="security">Security</CardTitle>
              <CardDescription>
                Two-factor sign-in, the sessions you are signed in with, notices, and what happened to your
                account.
              </CardDescription>
            </div>
            <Button asChild variant="outline">
              <Link href="/account/security">Open security</Link>
            </Button>
          </CardHeader>
        </Card>
        <Card aria-labelledby="own-data">
          <CardHeader>
            <div>
              <CardTitle id="own-data">Your data</CardTitle>
              <CardDescription>
                What is kept about you, as a file, and the end of your account.
              </CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <OwnData email={viewer.email} />
          </CardContent>
        </Card>
      </div>
    </>
  );
}
