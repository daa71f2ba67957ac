import { Skeleton } from "#components/ui/skeleton.tsx";

export default function SecurityLogLoading() {
  return (
    <div role="status" aria-label="Loading the security log">
      <Skeleton className="mb-2 h-7 w-32" />
      <Skeleton className="mb-8 h-4 w-72 max-w-full" />
      <div className="grid gap-6">
        <Skeleton className="h-96 w-full" />
      </div>
    </div>
  );
}
