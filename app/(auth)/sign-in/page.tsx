import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignInForm } from "#app/(auth)/_components/sign-in-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { safeReturnPath } from "#lib/http/request.ts";
import { getSessionState, getVisit } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage(props: {
  searchParams: Promise<{ callbackUrl?: string | string[]; reason?: string | string[] }>;
}) {
  const { callbackUrl, reason } = await props.searchParams;
  const returnPath = safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : null);
  if (await getVisit()) redirect(returnPath);
  const { state } = await getSessionState();
  if (state === "factor" || state === "set_up") {
    redirect(`/two-factor?callbackUrl=${encodeURIComponent(returnPath)}`);
  }
  return (
    <>
      <h1 className="mb-1 font-semibold text-xl tracking-tight">Sign in</h1>
      <p className="mb-6 text-muted-foreground text-sm">
        {returnPath === "/" ? "Good to see you again." : "Sign in to go on to the page you asked for."}
      </p>
      {reason === "idle" ? (
        <Alert className="mb-6">You were signed out after 30 minutes in which nothing happened.</Alert>
      ) : null}
      <SignInForm returnPath={returnPath} />
      <p className="mt-6 text-muted-foreground text-sm">
        New here?{" "}
        <Link
          href="/sign-up"
          className="inline-block rounded-sm py-2 font-medium text-link underline decoration-1 underline-offset-2 hover:decoration-2"
        >
          Create an account
        </Link>
      </p>
    </>
  );
}
