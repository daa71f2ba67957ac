import type { ReactNode } from "react";
import { AccountBar } from "#app/_components/account-bar.tsx";
import { IdleWatch } from "#app/_components/idle-watch.tsx";
import { SkipLink } from "#app/_components/skip-link.tsx";
import { accountPage } from "#lib/http/page.ts";

/** The frame around the page on which an organisation begins. */
export default async function WelcomeLayout({ children }: { children: ReactNode }) {
  const { viewer } = await accountPage();
  return (
    <>
      <SkipLink />
      <IdleWatch />
      <AccountBar viewer={viewer} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-4 py-6 outline-none sm:px-6 sm:py-8">
        {children}
      </main>
    </>
  );
}
