import { Compass } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

export default function TenantNotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={Compass}
        title="There is no such page"
        action={
          <Button asChild variant="outline">
            <Link href="/">Go to the start</Link>
          </Button>
        }
      >
        It does not exist, was removed, or you have no access to it.
      </EmptyState>
    </>
  );
}
