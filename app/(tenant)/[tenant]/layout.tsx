import type { ReactNode } from "react";
import { IdleWatch } from "#app/_components/idle-watch.tsx";
import { SkipLink } from "#app/_components/skip-link.tsx";
import { MobileBar } from "#app/(tenant)/[tenant]/_components/mobile-bar.tsx";
import { RememberTenant } from "#app/(tenant)/[tenant]/_components/remember-tenant.tsx";
import type { ShellProps } from "#app/(tenant)/[tenant]/_components/shell-props.ts";
import { Sidebar } from "#app/(tenant)/[tenant]/_components/sidebar.tsx";
import { HaltBanner } from "#components/halt-banner.tsx";
import { countPendingApprovals } from "#lib/domain/approvals/queries.ts";
import { listEngagedKillSwitches } from "#lib/domain/kill-switches/queries.ts";
import { getTenantState } from "#lib/domain/tenants/queries.ts";
import { tenantPage } from "#lib/http/page.ts";

/**
 * The frame around every page of a tenant. It asks for the visit to show it, and so that strangers
 * get a plain 404 before anything is streamed; each page asks again and does not rely on it.
 */
export default async function TenantLayout(props: {
  children: ReactNode;
  params: Promise<{ tenant: string }>;
}) {
  const { tenant: slug } = await props.params;
  const { context, roles, tenant, viewer } = await tenantPage(slug);
  const [pendingApprovals, state, killSwitches] = await Promise.all([
    countPendingApprovals(context),
    getTenantState(context),
    listEngagedKillSwitches(context),
  ]);
  const shell: ShellProps = {
    tenant: { slug: tenant.slug, name: tenant.name },
    tenants: viewer.tenants.map(({ slug, name }) => ({ slug, name })),
    viewer: { name: viewer.name, email: viewer.email, isOwner: viewer.isOwner },
    roles,
    pendingApprovals,
  };
  return (
    <div className="min-h-dvh md:flex">
      <SkipLink />
      <RememberTenant slug={tenant.slug} />
      <IdleWatch />
      <Sidebar {...shell} />
      <div className="min-w-0 flex-1">
        <MobileBar {...shell} />
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl px-4 py-6 outline-none sm:px-6 md:py-8 lg:px-8"
        >
          <HaltBanner tenant={tenant.slug} state={state} killSwitches={killSwitches} />
          {props.children}
        </main>
      </div>
    </div>
  );
}
