import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

export interface Crumb {
  label: string;
  href: string;
}

/** Title of a page: one `h1`, where it stands, what it is for, and the page's main actions. */
export function PageHeader(props: {
  title: ReactNode;
  description?: ReactNode;
  crumbs?: Crumb[];
  /** Badges next to the title. */
  badges?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-6 grid gap-3">
      {props.crumbs && props.crumbs.length > 0 ? (
        <nav aria-label="Breadcrumb">
          <ol className="flex flex-wrap items-center gap-1 text-muted-foreground text-xs">
            {props.crumbs.map((crumb, index) => (
              <li key={crumb.href} className="flex items-center gap-1">
                {index > 0 ? <ChevronRight aria-hidden className="size-3" /> : null}
                <Link href={crumb.href} className="rounded-sm py-1 hover:text-foreground">
                  {crumb.label}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-3xl">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="min-w-0 font-semibold text-xl leading-7 tracking-tight [overflow-wrap:anywhere]">
              {props.title}
            </h1>
            {props.badges}
          </div>
          {props.description ? (
            <p className="mt-1 text-muted-foreground text-sm leading-relaxed">{props.description}</p>
          ) : null}
        </div>
        {props.actions ? <div className="flex flex-wrap items-center gap-2">{props.actions}</div> : null}
      </div>
    </header>
  );
}
