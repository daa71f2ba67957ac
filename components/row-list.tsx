import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "#components/cn.ts";

/** Rows that each lead somewhere; on phones their facts stand below the title. */
export function RowList({
  label,
  children,
  className,
}: {
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <ul
      aria-label={label}
      className={cn("divide-y overflow-hidden rounded-lg border bg-surface shadow-raised", className)}
    >
      {children}
    </ul>
  );
}

/** One row; the title is the link and the whole row is its target. */
export function Row(props: { href: string; title: ReactNode; facts?: ReactNode; aside?: ReactNode }) {
  return (
    <li className="relative flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3 hover:bg-hover/60 sm:flex-nowrap">
      <div className="min-w-0 flex-1 basis-full sm:basis-0">
        <Link
          href={props.href}
          className="line-clamp-2 font-medium text-sm after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2 [overflow-wrap:anywhere]"
        >
          {props.title}
        </Link>
        {props.facts ? (
          <div className="mt-0.5 flex flex-wrap items-center gap-x-2 text-muted-foreground text-xs leading-5">
            {props.facts}
          </div>
        ) : null}
      </div>
      {props.aside ? <div className="flex shrink-0 flex-wrap items-center gap-2">{props.aside}</div> : null}
    </li>
  );
}
