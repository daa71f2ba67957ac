import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignOutButton } from "#app/_components/sign-out-button.tsx";
import { SetUpForm } from "#app/(auth)/two-factor/_components/set-up-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { openTwoFactorSetUp } from "#lib/domain/two-factor/open-set-up.ts";
import { qrCodeImage } from "#lib/domain/two-factor/qr-code.ts";
import { twoFactorContext } from "#lib/http/accounts.ts";
import { pathTo, safeReturnPath } from "#lib/http/request.ts";
import { getSession, getSessionState } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Set up two-factor sign-in" };

/** Connects an authenticator app: by choice, as a change, or because the role or an organisation asks for it. */
export default async function SetUpPage(props: {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}) {
  const { callbackUrl } = await props.searchParams;
  const [session, state] = [await getSession(), await getSessionState()];
  if (!session || state.state === "over") redirect(pathTo("/sign-in", await headers()));
  if (state.state === "factor") redirect("/two-factor");
  if (!state.recent) redirect(pathTo("/account/confirm", await headers()));
  const { secret, uri } = await openTwoFactorSetUp(twoFactorContext(), session, state.email);
  const forced = state.state === "set_up";
  return (
    <>
      <h1 className="mb-1 font-semibold text-xl tracking-tight">Set up two-factor sign-in</h1>
      <p className="mb-6 text-muted-foreground text-sm [overflow-wrap:anywhere]">
        {state.email} will sign in with the password and a code from an authenticator app.
      </p>
      {forced ? (
        <Alert tone="info" className="mb-6">
          Your role or your organisation asks for it. The platform opens once it is set up.
        </Alert>
      ) : null}
      <SetUpForm
        image={await qrCodeImage(uri)}
        secret={secret}
        returnPath={safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : null)}
      />
      {forced ? <SignOutButton variant="ghost" className="mt-3 w-full" /> : null}
    </>
  );
}
