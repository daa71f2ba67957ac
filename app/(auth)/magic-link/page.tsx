import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthHeading } from "#app/(auth)/_components/auth-heading.tsx";
import { EmailForm } from "#app/(auth)/_components/email-form.tsx";
import { TextLink } from "#app/(auth)/_components/text-link.tsx";
import { magicLinkAction } from "#app/(auth)/actions.ts";
import { hasMailbox } from "#lib/http/mailbox.ts";
import { getVisit } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Sign in by mail" };

export default async function RequestMagicLinkPage() {
  if (await getVisit()) redirect("/");
  return (
    <>
      <AuthHeading title="Sign in by mail">A link in a mail signs you in, without your password.</AuthHeading>
      <EmailForm
        action={magicLinkAction}
        label="Send the link"
        sentText="If the address has an account, it gets a link that signs in. The link works once, for 15 minutes."
        mailbox={await hasMailbox()}
      />
      <p className="mt-6 text-muted-foreground text-sm">
        Rather with your password? <TextLink href="/sign-in">Sign in</TextLink>
      </p>
    </>
  );
}
