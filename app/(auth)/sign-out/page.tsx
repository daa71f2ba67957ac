import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignOutButton } from "#app/_components/sign-out-button.tsx";
import { getVisit } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Sign out" };

/** A page, because a link alone may not end a session: another site could hold it. */
export default async function SignOutPage() {
  const visit = await getVisit();
  if (!visit) redirect("/sign-in");
  return (
    <>
      <h1 className="mb-1 font-semibold text-xl tracking-tight">Sign out</h1>
      <p className="mb-6 text-muted-foreground text-sm [overflow-wrap:anywhere]">
        You are signed in as {visit.viewer.email}. Runs go on without you.
      </p>
      <SignOutButton className="w-full" />
    </>
  );
}
