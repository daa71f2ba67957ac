import type { Metadata } from "next";
import { AuthHeading } from "#app/(auth)/_components/auth-heading.tsx";
import { DeadLink } from "#app/(auth)/_components/dead-link.tsx";
import { ResetPasswordForm } from "#app/(auth)/_components/reset-password-form.tsx";
import { findMailLink } from "#lib/domain/users/find-mail-link.ts";
import { accountsContext } from "#lib/http/accounts.ts";

export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

export default async function ResetPasswordPage(props: { params: Promise<{ token: string }> }) {
  const { token } = await props.params;
  const link = await findMailLink(accountsContext(), { token, purpose: "reset_password" });
  if (!link) {
    return (
      <DeadLink
        title="This link opens nothing any more"
        text="It was used, or it is older than 30 minutes. Your password is as it was."
        href="/forgot-password"
        action="Get a new link"
      />
    );
  }
  return (
    <>
      <AuthHeading title="Choose a new password">
        For {link.email}. You are signed out everywhere and sign in with the new password.
      </AuthHeading>
      <ResetPasswordForm token={token} email={link.email} name={link.name} />
    </>
  );
}
