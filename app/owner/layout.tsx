import type { ReactNode } from "react";
import { AccountBar } from "#app/_components/account-bar.tsx";
import { IdleWatch } from "#app/_components/idle-watch.tsx";
import { SkipLink } from "#app/_components/skip-link.tsx";
import { OwnerNav } from "#app/owner/_components/owner-nav.tsx";
import { ownerPage } from "#lib/http/page.ts";

/**
 * The frame of the Owner Console. It asks who is there so that strangers get a plain 404 before anything
 * is streamed; each page asks again and does not rely on it.
 */
export default async function OwnerLayout({ children }: { children: ReactNode }) {
  const { viewer } = await ownerPage();
  return (
    <>
      <SkipLink />
      <IdleWatch />
      <AccountBar viewer={viewer} />
      <OwnerNav />
      <main id="main" tabIndex={-1} className="mx-auto max-w-5xl px-4 py-6 outline-none sm:px-6 sm:py-8">
        {children}
      </main>
    </>
  );
}
