import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignOutButton } from "#app/_components/sign-out-button.tsx";
import { CodeForm } from "#app/(auth)/two-factor/_components/code-form.tsx";
import { safeReturnPath } from "#lib/http/request.ts";
import { getSessionState } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Two-factor sign-in" };

/** The second step of signing in. */
export default async function TwoFactorPage(props: {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}) {
  const { callbackUrl } = await props.searchParams;
  const returnPath = safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : null);
  const session = await getSessionState();
  if (session.state === "over") redirect("/sign-in");
  if (session.state === "set_up")
    redirect(`/two-factor/set-up?callbackUrl=${encodeURIComponent(returnPath)}`);
  if (session.state === "ready") redirect(returnPath);
  return (
    <>
      <h1 className="mb-1 font-semibold text-xl tracking-tight">Two-factor sign-in</h1>
      <p className="mb-6 text-muted-foreground text-sm [overflow-wrap:anywhere]">
        You are signing in as {session.email}.
      </p>
      <CodeForm returnPath={returnPath} />
      <SignOutButton variant="ghost" className="mt-3 w-full" />
    </>
  );
}
