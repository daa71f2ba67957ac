import type { Metadata } from "next";
import { SignOutButton } from "#app/_components/sign-out-button.tsx";
import { ConfirmForm } from "#app/(auth)/account/confirm/_components/confirm-form.tsx";
import { accountPage } from "#lib/http/page.ts";
import { safeReturnPath } from "#lib/http/request.ts";
import { getSessionState } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Confirm that it is you" };

/** Asks who is there before a sensitive act, 24 hours after the last time, and leads back to the page of the act. */
export default async function ConfirmPage(props: {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}) {
  const { callbackUrl } = await props.searchParams;
  const { viewer } = await accountPage();
  const state = await getSessionState();
  return (
    <>
      <h1 className="mb-1 font-semibold text-xl tracking-tight">Confirm that it is you</h1>
      <p className="mb-6 text-muted-foreground text-sm [overflow-wrap:anywhere]">
        What you are about to do is sensitive, and {viewer.email} signed in more than 24 hours ago. Then do it
        again: nothing was changed yet.
      </p>
      <ConfirmForm
        email={viewer.email}
        hasFactor={state.state === "ready" && state.hasFactor}
        returnPath={safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : null)}
      />
      <p className="mt-6 text-muted-foreground text-sm">
        You sign in without a password? Sign out and in again instead.
      </p>
      <SignOutButton variant="ghost" className="mt-2 w-full" />
    </>
  );
}
