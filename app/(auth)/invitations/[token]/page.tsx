import type { Metadata } from "next";
import { AcceptInvitationButton } from "#app/(auth)/_components/accept-invitation-button.tsx";
import { AuthHeading } from "#app/(auth)/_components/auth-heading.tsx";
import { DeadLink } from "#app/(auth)/_components/dead-link.tsx";
import { InvitedSignUpForm } from "#app/(auth)/_components/invited-sign-up-form.tsx";
import { OtherAccount } from "#app/(auth)/_components/other-account.tsx";
import { SignInForm } from "#app/(auth)/_components/sign-in-form.tsx";
import { TextLink } from "#app/(auth)/_components/text-link.tsx";
import { findInvitation } from "#lib/domain/invitations/queries.ts";
import type { InvitationState, ReceivedInvitation } from "#lib/domain/invitations/schema.ts";
import { accountsContext } from "#lib/http/accounts.ts";
import { getVisit } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

const dead: Record<Exclude<InvitationState, "open">, string> = {
  accepted: "It was accepted. Sign in to see the organisation.",
  revoked: "It was withdrawn. Ask who invited you.",
  expired: "It is older than 7 days. Ask who invited you to send it again.",
};
const roles = { admin: "an admin", member: "a member", analyst: "an analyst" };

/** What the visitor has to do: accept, change the account, sign in, or sign up. */
async function NextStep({ invitation, token }: { invitation: ReceivedInvitation; token: string }) {
  const visit = await getVisit();
  if (visit?.viewer.email === invitation.email) return <AcceptInvitationButton token={token} />;
  if (visit) return <OtherAccount present={visit.viewer.email} wanted={invitation.email} />;
  if (invitation.hasAccount) {
    return (
      <>
        <SignInForm returnPath={`/invitations/${token}`} email={invitation.email} />
        <p className="mt-6 text-muted-foreground text-sm">
          Without a password, <TextLink href="/magic-link">sign in by mail</TextLink> and follow this link
          again.
        </p>
      </>
    );
  }
  return <InvitedSignUpForm token={token} email={invitation.email} tenantName={invitation.tenantName} />;
}

export default async function InvitationPage(props: { params: Promise<{ token: string }> }) {
  const { token } = await props.params;
  const invitation = await findInvitation(accountsContext(), { token });
  if (invitation?.state !== "open") {
    return (
      <DeadLink
        title="This invitation is not open"
        text={
          invitation
            ? dead[invitation.state]
            : "There is no such invitation, or it was sent again: look for a newer mail."
        }
        href="/sign-in"
        action="Sign in"
      />
    );
  }
  return (
    <>
      <AuthHeading title={`Join ${invitation.tenantName}`}>
        {invitation.invitedBy ?? "An admin"} invites {invitation.email} as {roles[invitation.role]}.
      </AuthHeading>
      <NextStep invitation={invitation} token={token} />
    </>
  );
}
