import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#components/cn.ts";

/** What stands where a list would be: what is missing, and what to do next. */
export function EmptyState(props: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const Icon = props.icon;
  return (
    <div
      className={cn(
        "flex flex-col items-center justify-center rounded-lg border border-dashed px-6 py-12 text-center",
        props.className,
      )}
    >
      <span className="mb-4 flex size-10 items-center justify-center rounded-lg border bg-surface shadow-raised">
        <Icon aria-hidden className="size-5 text-muted-foreground" />
      </span>
      <p className="font-medium text-sm">{props.title}</p>
      {props.children ? (
        <div className="mt-1 max-w-md text-balance text-muted-foreground text-sm leading-relaxed">
          {props.children}
        </div>
      ) : null}
      {props.action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{props.action}</div> : null}
    </div>
  );
}
