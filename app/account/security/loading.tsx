import { Skeleton } from "#components/ui/skeleton.tsx";

export default function SecurityLoading() {
  return (
    <div role="status" aria-label="Loading security">
      <Skeleton className="mb-2 h-7 w-32" />
      <Skeleton className="mb-8 h-4 w-72 max-w-full" />
      <div className="grid gap-6">
        <Skeleton className="h-40 w-full" />
        <Skeleton className="h-40 w-full" />
        <Skeleton className="h-56 w-full" />
      </div>
    </div>
  );
}
