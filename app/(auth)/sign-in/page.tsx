import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { GithubButton } from "#app/(auth)/_components/github-button.tsx";
import { SignInForm } from "#app/(auth)/_components/sign-in-form.tsx";
import { TextLink } from "#app/(auth)/_components/text-link.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { hasGithub } from "#lib/http/github-provider.ts";
import { safeReturnPath } from "#lib/http/request.ts";
import { getSessionState, getVisit } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Sign in" };

/** What next-auth or lib/http/enter-from-github.ts leads here with. */
const errorTexts: Record<string, string> = {
  github_unverified:
    "GitHub has not verified your primary e-mail address. Confirm it at GitHub, then come again, or create an account here.",
  OAuthCallback: "GitHub did not let you in, or you went back. Try again.",
  other: "That did not work. Try again, or sign in another way.",
};

export default async function SignInPage(props: {
  searchParams: Promise<Record<"callbackUrl" | "error" | "reason", string | string[] | undefined>>;
}) {
  const { callbackUrl, error, reason } = await props.searchParams;
  const returnPath = safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : null);
  if (await getVisit()) redirect(returnPath);
  const { state } = await getSessionState();
  if (state === "factor" || state === "set_up") {
    redirect(`/two-factor?callbackUrl=${encodeURIComponent(returnPath)}`);
  }
  const errorText = typeof error === "string" ? (errorTexts[error] ?? errorTexts.other) : null;
  return (
    <>
      <h1 className="mb-1 font-semibold text-xl tracking-tight">Sign in</h1>
      <p className="mb-6 text-muted-foreground text-sm">
        {returnPath === "/" ? "Good to see you again." : "Sign in to go on to the page you asked for."}
      </p>
      {reason === "idle" ? (
        <Alert className="mb-6">You were signed out after 30 minutes in which nothing happened.</Alert>
      ) : null}
      {errorText ? (
        <Alert tone="danger" className="mb-6">
          {errorText}
        </Alert>
      ) : null}
      {hasGithub() ? <GithubButton returnPath={returnPath}>Continue with GitHub</GithubButton> : null}
      <SignInForm returnPath={returnPath} />
      <p className="mt-6 flex flex-wrap gap-x-4 text-sm">
        <TextLink href="/magic-link">Sign in by mail</TextLink>
        <TextLink href="/forgot-password">Forgot your password?</TextLink>
      </p>
      <p className="text-muted-foreground text-sm">
        New here? <TextLink href="/sign-up">Create an account</TextLink>
      </p>
    </>
  );
}
