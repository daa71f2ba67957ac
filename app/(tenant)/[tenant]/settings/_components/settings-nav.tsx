"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "#components/cn.ts";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import type { Permission, Role } from "#lib/domain/permissions/schema.ts";

const places: { label: string; path: string; permission?: Permission }[] = [
  { label: "My account", path: "" },
  { label: "Organisation", path: "/organisation" },
  { label: "Members", path: "/members" },
  { label: "Permissions", path: "/permissions" },
  { label: "Approval policy", path: "/approval-policy" },
  { label: "Credentials", path: "/credentials", permission: "credential.read" },
  { label: "Kill switches", path: "/kill-switches" },
  { label: "Data", path: "/data", permission: "data_export.request" },
];

/** The places of the settings; those that need a permission are left out for others. */
export function SettingsNav({ tenant, roles }: { tenant: string; roles: readonly Role[] }) {
  const pathname = usePathname();
  const base = `/${tenant}/settings`;
  const shown = places.filter((place) => !place.permission || holds(roles, place.permission));
  return (
    <nav aria-label="Settings" className="mb-6 border-b">
      <ul className="-mb-px flex gap-1 overflow-x-auto">
        {shown.map(({ label, path }) => {
          const current = pathname === base + path;
          return (
            <li key={path} className="shrink-0">
              <Link
                href={base + path}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "inline-flex h-11 items-center whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-muted-foreground text-sm hover:text-foreground focus-visible:-outline-offset-2 md:h-9 md:coarse:h-11",
                  current && "border-foreground text-foreground",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
