import type { Metadata } from "next";
import { cookies } from "next/headers";
import { AuthHeading } from "#app/(auth)/_components/auth-heading.tsx";
import { ConnectGithubButton } from "#app/(auth)/_components/connect-github-button.tsx";
import { DeadLink } from "#app/(auth)/_components/dead-link.tsx";
import { SignInForm } from "#app/(auth)/_components/sign-in-form.tsx";
import { TextLink } from "#app/(auth)/_components/text-link.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { findIdentityClaim } from "#lib/domain/identities/queries.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { IDENTITY_CLAIM_COOKIE } from "#lib/http/identity-claim-cookie.ts";
import { getVisit } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Connect GitHub" };

/** Somebody came from GitHub with the address of an account: only its person, signed in, connects the two. */
export default async function ConnectGithubPage() {
  const claim = (await cookies()).get(IDENTITY_CLAIM_COOKIE)?.value ?? "";
  const found = await findIdentityClaim(accountsContext(), { claim });
  if (!found) {
    return (
      <DeadLink
        title="Nothing to connect"
        text="It is done, or it took longer than 15 minutes. To connect GitHub, sign in with GitHub once more."
        href="/"
        action="Go to the start"
      />
    );
  }
  const visit = await getVisit();
  return (
    <>
      <AuthHeading title="Connect GitHub">
        The GitHub account {found.login} carries {found.email}, a verified address.{" "}
        {visit
          ? "Once connected, it signs you in."
          : "That address has an account here: sign in the way you did so far, then connect them."}
      </AuthHeading>
      {visit?.viewer.email === found.email ? <ConnectGithubButton /> : null}
      {visit && visit.viewer.email !== found.email ? (
        <Alert tone="warning" title={`You are signed in as ${visit.viewer.email}`}>
          Only the account with the address {found.email} can be connected to it. Sign in there, or change one
          of the two addresses.
        </Alert>
      ) : null}
      {visit ? null : (
        <>
          <SignInForm returnPath="/connect-github" email={found.email} />
          <p className="mt-6 text-sm">
            <TextLink href="/forgot-password">Forgot your password?</TextLink>
          </p>
        </>
      )}
    </>
  );
}
