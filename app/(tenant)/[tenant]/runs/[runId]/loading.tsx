import { Skeleton } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <div role="status" aria-label="Loading the run" className="grid gap-5">
      <Skeleton className="h-7 w-2/3" />
      <Skeleton className="h-32" />
      <Skeleton className="h-9" />
      <Skeleton className="h-64" />
    </div>
  );
}
