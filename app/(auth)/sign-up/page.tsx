import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthHeading } from "#app/(auth)/_components/auth-heading.tsx";
import { SignUpForm } from "#app/(auth)/_components/sign-up-form.tsx";
import { hasGithub } from "#lib/http/github-provider.ts";
import { hasMailbox } from "#lib/http/mailbox.ts";
import { getVisit } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage() {
  if (await getVisit()) redirect("/");
  return (
    <>
      <AuthHeading title="Create an account">You become the admin of a new organisation.</AuthHeading>
      <SignUpForm github={hasGithub()} mailbox={await hasMailbox()} />
    </>
  );
}
