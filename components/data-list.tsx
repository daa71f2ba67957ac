import type { ReactNode } from "react";
import { cn } from "#components/cn.ts";

export interface DataListItem {
  label: string;
  value: ReactNode;
}

/** Facts as term and value, in as many columns as fit. */
export function DataList({ items, className }: { items: DataListItem[]; className?: string }) {
  return (
    <dl className={cn("grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-x-6 gap-y-4", className)}>
      {items.map((item) => (
        <div key={item.label} className="min-w-0">
          <dt className="text-muted-foreground text-xs">{item.label}</dt>
          <dd className="mt-1 text-sm [overflow-wrap:anywhere]">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
