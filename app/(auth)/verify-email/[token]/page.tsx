import type { Metadata } from "next";
import { AuthHeading } from "#app/(auth)/_components/auth-heading.tsx";
import { ConfirmEmailButton } from "#app/(auth)/_components/confirm-email-button.tsx";
import { ConfirmSignUpForm } from "#app/(auth)/_components/confirm-sign-up-form.tsx";
import { DeadLink } from "#app/(auth)/_components/dead-link.tsx";
import { findMailLink } from "#lib/domain/users/find-mail-link.ts";
import { findSignUp } from "#lib/domain/users/find-sign-up.ts";
import { accountsContext } from "#lib/http/accounts.ts";

export const metadata: Metadata = { title: "Confirm your e-mail address", referrer: "no-referrer" };

/** The link of a sign-up, or of a change of address. Opening the page does nothing yet. */
export default async function VerifyEmailPage(props: { params: Promise<{ token: string }> }) {
  const { token } = await props.params;
  const context = accountsContext();
  const signUp = await findSignUp(context, { token });
  if (signUp) {
    return (
      <>
        <AuthHeading title="Confirm your e-mail address">
          Enter the password you chose for {signUp.email}: then your account is ready.
        </AuthHeading>
        <ConfirmSignUpForm token={token} email={signUp.email} />
      </>
    );
  }
  const change = await findMailLink(context, { token, purpose: "change_email" });
  if (change?.newEmail) {
    return (
      <>
        <AuthHeading title="Confirm your new e-mail address">
          You sign in with {change.newEmail} from then on; {change.email} is no longer used.
        </AuthHeading>
        <ConfirmEmailButton token={token} />
      </>
    );
  }
  return (
    <DeadLink
      title="This link opens nothing any more"
      text="It was used, or it is older than 24 hours. If your account is confirmed, sign in."
      href="/sign-in"
      action="Sign in"
    />
  );
}
