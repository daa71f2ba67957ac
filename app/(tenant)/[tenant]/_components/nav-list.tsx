"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { isCurrent, navItems } from "#app/(tenant)/[tenant]/_components/nav-items.ts";
import { cn } from "#components/cn.ts";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import type { Role } from "#lib/domain/permissions/schema.ts";

/** The menu of a tenant; `onNavigate` lets a sheet close itself. */
export function NavList(props: {
  tenant: string;
  roles: readonly Role[];
  pendingApprovals: number;
  onNavigate?: () => void;
}) {
  const pathname = usePathname();
  const base = `/${props.tenant}`;
  const items = navItems.filter((item) => !("permission" in item) || holds(props.roles, item.permission));
  return (
    <nav aria-label="Main">
      <ul className="grid gap-0.5">
        {items.map((item) => {
          const current = isCurrent(item, base, pathname);
          const count = "counts" in item ? props.pendingApprovals : 0;
          return (
            <li key={item.path}>
              <Link
                href={base + item.path}
                onClick={props.onNavigate}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "flex h-11 items-center gap-2.5 rounded-md px-2.5 text-muted-foreground text-sm transition-colors hover:bg-hover hover:text-foreground md:h-8 md:coarse:h-11",
                  current && "bg-hover font-medium text-foreground",
                )}
              >
                <item.icon aria-hidden className="size-4 shrink-0" />
                <span className="flex-1">{item.label}</span>
                {count > 0 ? (
                  <span className="tabular rounded-full bg-primary px-1.5 font-medium text-[0.6875rem] text-primary-foreground leading-[1.125rem]">
                    {count > 99 ? "99+" : count}
                    <span className="sr-only"> waiting</span>
                  </span>
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
