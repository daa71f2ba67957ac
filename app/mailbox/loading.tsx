import { ListSkeleton } from "#components/list-skeleton.tsx";

export default function Loading() {
  return <ListSkeleton />;
}
