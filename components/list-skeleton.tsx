import { Skeleton } from "#components/ui/skeleton.tsx";

/** Stands for a page of rows while it is being read. */
export function ListSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="grid gap-4">
      <Skeleton className="h-7 w-48" />
      <div className="grid gap-2">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity.
          <Skeleton key={row} className="h-14" />
        ))}
      </div>
    </div>
  );
}
