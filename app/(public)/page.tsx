import { FileCheck2, GitPullRequest, ScanSearch, ShieldCheck } from "lucide-react";
import { cookies } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AccountBar } from "#app/_components/account-bar.tsx";
import { SkipLink } from "#app/_components/skip-link.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { LAST_TENANT_COOKIE } from "#lib/domain/tenants/schema.ts";
import type { Viewer } from "#lib/domain/users/schema.ts";
import { finishSignIn } from "#lib/http/page.ts";
import { getVisit } from "#lib/http/session.ts";

const steps = [
  {
    icon: ScanSearch,
    title: "Reproduce and locate",
    text: "Your goal becomes a plan. The failing test comes first, then the place in the code that causes it.",
  },
  {
    icon: FileCheck2,
    title: "Fix and verify",
    text: "The whole test suite runs in a sandbox after the last edit. “Verified” is computed from that run, never claimed.",
  },
  {
    icon: GitPullRequest,
    title: "Show the evidence",
    text: "A pull request with what failed before, what passes after, root cause, risk and cost.",
  },
  {
    icon: ShieldCheck,
    title: "You decide",
    text: "Nothing is merged without a person. Every step, tool call and decision stays on record.",
  },
];

/** Where somebody's work is: the organisation of the last visit while they belong to it, else the first. */
function startOf(viewer: Viewer, last: string | undefined): string | null {
  if (viewer.isOwner) return "/owner";
  const tenant = viewer.tenants.find(({ slug }) => slug === last) ?? viewer.tenants[0];
  return tenant ? `/${tenant.slug}` : null;
}

/** What this is, for visitors; people who are signed in go on to their work. */
export default async function LandingPage() {
  const visit = await getVisit();
  if (!visit) await finishSignIn();
  const last = (await cookies()).get(LAST_TENANT_COOKIE)?.value;
  const start = visit ? startOf(visit.viewer, last) : null;
  if (start) redirect(start);
  return (
    <>
      <SkipLink />
      <AccountBar viewer={visit?.viewer} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-5xl px-4 py-14 outline-none sm:px-6 sm:py-24">
        {visit ? (
          <Alert className="mb-10" title="You belong to no organisation">
            Ask an admin of your organisation to invite {visit.viewer.email}, or{" "}
            <Link href="/welcome" className="underline">
              create one
            </Link>
            .
          </Alert>
        ) : null}
        <h1 className="max-w-2xl text-balance font-semibold text-3xl leading-tight tracking-tight sm:text-4xl">
          AI agents that do software work and prove the result
        </h1>
        <p className="mt-4 max-w-xl text-base text-muted-foreground leading-relaxed">
          State a goal in plain words against one of your repositories. Agents plan it, work in a sandbox with
          real tools, and open a pull request with evidence.
        </p>
        {visit ? null : (
          <div className="mt-8 flex flex-wrap gap-3">
            <Button asChild size="lg">
              <Link href="/sign-up">Create an account</Link>
            </Button>
            <Button asChild size="lg" variant="outline">
              <Link href="/sign-in">Sign in</Link>
            </Button>
          </div>
        )}
        <ol className="mt-16 grid gap-x-10 gap-y-8 border-t pt-10 sm:grid-cols-2">
          {steps.map(({ icon: Icon, title, text }) => (
            <li key={title} className="flex gap-4">
              <span className="flex size-9 shrink-0 items-center justify-center rounded-lg border bg-surface shadow-raised">
                <Icon aria-hidden className="size-4 text-muted-foreground" />
              </span>
              <div>
                <h2 className="font-medium text-sm leading-6">{title}</h2>
                <p className="mt-0.5 text-muted-foreground text-sm leading-relaxed">{text}</p>
              </div>
            </li>
          ))}
        </ol>
        <p className="mt-14 max-w-2xl border-t pt-6 text-muted-foreground text-sm leading-relaxed">
          Without a model key an embedded engine does the work: rules, search and tests, no language model. It
          fixes small bugs in JavaScript and TypeScript, and says so when it can’t. Every run names the engine
          that did it.
        </p>
      </main>
    </>
  );
}
