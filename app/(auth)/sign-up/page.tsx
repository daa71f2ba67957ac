import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignUpForm } from "#app/(auth)/_components/sign-up-form.tsx";
import { getVisit } from "#lib/http/session.ts";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage() {
  if (await getVisit()) redirect("/");
  return (
    <>
      <h1 className="mb-1 font-semibold text-xl tracking-tight">Create an account</h1>
      <p className="mb-6 text-muted-foreground text-sm">You become the admin of a new organisation.</p>
      <SignUpForm />
      <p className="mt-6 text-muted-foreground text-sm">
        You have one?{" "}
        <Link
          href="/sign-in"
          className="inline-block rounded-sm py-2 font-medium text-link underline decoration-1 underline-offset-2 hover:decoration-2"
        >
          Sign in
        </Link>
      </p>
    </>
  );
}
