import { UserMenu } from "#app/_components/user-menu.tsx";
import { NavList } from "#app/(tenant)/[tenant]/_components/nav-list.tsx";
import type { ShellProps } from "#app/(tenant)/[tenant]/_components/shell-props.ts";
import { TenantSwitcher } from "#app/(tenant)/[tenant]/_components/tenant-switcher.tsx";
import { ThemeToggle } from "#components/theme-toggle.tsx";

/** The frame's left side from tablet width on. */
export function Sidebar(props: ShellProps) {
  const slug = props.tenant.slug;
  return (
    <aside className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col border-r md:flex">
      <div className="flex items-center p-2">
        <TenantSwitcher tenant={props.tenant} tenants={props.tenants} />
      </div>
      <div className="flex-1 overflow-y-auto p-2">
        <NavList tenant={slug} roles={props.roles} pendingApprovals={props.pendingApprovals} />
      </div>
      <div className="flex items-center gap-1 border-t p-2">
        <UserMenu {...props.viewer} settings={`/${slug}/settings`} />
        <ThemeToggle />
      </div>
    </aside>
  );
}
