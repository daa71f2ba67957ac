import { Compass } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "#components/empty-state.tsx";
import { Logo } from "#components/logo.tsx";
import { Button } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-8 p-6">
      <Logo />
      <h1 className="sr-only">Page not found</h1>
      <EmptyState
        icon={Compass}
        title="There is no such page"
        className="w-full max-w-md"
        action={
          <Button asChild variant="outline">
            <Link href="/">Go to the start</Link>
          </Button>
        }
      >
        It does not exist, or you have no access to it.
      </EmptyState>
    </main>
  );
}
