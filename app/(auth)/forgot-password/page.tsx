import type { Metadata } from "next";
import { AuthHeading } from "#app/(auth)/_components/auth-heading.tsx";
import { EmailForm } from "#app/(auth)/_components/email-form.tsx";
import { TextLink } from "#app/(auth)/_components/text-link.tsx";
import { passwordResetAction } from "#app/(auth)/actions.ts";
import { hasMailbox } from "#lib/http/mailbox.ts";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function ForgotPasswordPage() {
  return (
    <>
      <AuthHeading title="Choose a new password">
        A link in a mail lets you choose one. Your second factor stays as it is.
      </AuthHeading>
      <EmailForm
        action={passwordResetAction}
        label="Send the link"
        sentText="If the address has an account, it gets a link to choose a new password. The link works once, for 30 minutes."
        mailbox={await hasMailbox()}
      />
      <p className="mt-6 text-muted-foreground text-sm">
        It came back to you? <TextLink href="/sign-in">Sign in</TextLink>
      </p>
    </>
  );
}
