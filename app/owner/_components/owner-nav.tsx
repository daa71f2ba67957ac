"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "#components/cn.ts";

const places = [
  { label: "Organisations", path: "/owner" },
  { label: "Engine", path: "/owner/engine" },
  { label: "Mails", path: "/owner/mails" },
  { label: "Kill switches", path: "/owner/kill-switches" },
  { label: "Audit log", path: "/owner/audit-log" },
];

/** The places of the Owner Console. */
export function OwnerNav() {
  const pathname = usePathname();
  const isCurrent = (path: string) =>
    pathname === path || (path !== "/owner" && pathname.startsWith(`${path}/`));
  return (
    <nav aria-label="Owner Console" className="border-b">
      <ul className="mx-auto flex max-w-5xl gap-1 overflow-x-auto px-2 sm:px-4">
        {places.map(({ label, path }) => (
          <li key={path}>
            <Link
              href={path}
              aria-current={isCurrent(path) ? "page" : undefined}
              className={cn(
                "inline-flex h-11 items-center whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-muted-foreground text-sm hover:text-foreground focus-visible:-outline-offset-2",
                isCurrent(path) && "border-foreground text-foreground",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
