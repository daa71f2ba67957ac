import type { Metadata } from "next";
import { AuthHeading } from "#app/(auth)/_components/auth-heading.tsx";
import { DeadLink } from "#app/(auth)/_components/dead-link.tsx";
import { MagicLinkButton } from "#app/(auth)/_components/magic-link-button.tsx";
import { findMailLink } from "#lib/domain/users/find-mail-link.ts";
import { accountsContext } from "#lib/http/accounts.ts";

export const metadata: Metadata = { title: "Sign in by mail", referrer: "no-referrer" };

/** Opening the page does nothing yet: programs that look at mail open links too. */
export default async function MagicLinkPage(props: { params: Promise<{ token: string }> }) {
  const { token } = await props.params;
  const link = await findMailLink(accountsContext(), { token, purpose: "magic_link" });
  if (!link) {
    return (
      <DeadLink
        title="This link opens nothing any more"
        text="It was used, or it is older than 15 minutes."
        href="/magic-link"
        action="Get a new link"
      />
    );
  }
  return (
    <>
      <AuthHeading title="Sign in">You sign in as {link.email}.</AuthHeading>
      <MagicLinkButton token={token} />
    </>
  );
}
