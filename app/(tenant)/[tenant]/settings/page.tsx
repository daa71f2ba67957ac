import type { Metadata } from "next";
import Link from "next/link";
import { ChangeEmailForm } from "#app/(tenant)/[tenant]/settings/_components/change-email-form.tsx";
import { GithubConnection } from "#app/(tenant)/[tenant]/settings/_components/github-connection.tsx";
import { OwnData } from "#app/(tenant)/[tenant]/settings/_components/own-data.tsx";
import { PasswordForm } from "#app/(tenant)/[tenant]/settings/_components/password-form.tsx";
import { ProfileForm } from "#app/(tenant)/[tenant]/settings/_components/profile-form.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { listIdentities } from "#lib/domain/identities/queries.ts";
import { hasGithub } from "#lib/http/github-provider.ts";
import { tenantPage } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant: slug } = await props.params;
  const { context, viewer } = await tenantPage(slug);
  const identities = await listIdentities(context);
  const github = identities.find((identity) => identity.provider === "github");
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
            <ProfileForm name={viewer.name} />
          </CardContent>
        </Card>
        <Card aria-labelledby="address">
          <CardHeader>
            <CardTitle id="address">E-mail address</CardTitle>
          </CardHeader>
          <CardContent>
            <ChangeEmailForm key={viewer.email} email={viewer.email} />
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
            <PasswordForm email={viewer.email} name={viewer.name} />
          </CardContent>
        </Card>
        {github || hasGithub() ? (
          <Card aria-labelledby="github">
            <CardHeader>
              <CardTitle id="github">GitHub</CardTitle>
            </CardHeader>
            <CardContent>
              <GithubConnection login={github?.login ?? null} available={hasGithub()} />
            </CardContent>
          </Card>
        ) : null}
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
