import Link from "next/link";
import { UserMenu } from "#app/_components/user-menu.tsx";
import { Logo } from "#components/logo.tsx";
import { ThemeToggle } from "#components/theme-toggle.tsx";
import { Button } from "#components/ui/button.tsx";

/** Top line of pages outside a tenant. */
export function AccountBar({ viewer }: { viewer?: { name: string; email: string } }) {
  return (
    <header className="border-b">
      <div className="mx-auto flex h-14 max-w-5xl items-center justify-between gap-3 px-4 sm:px-6">
        <Link href="/" className="rounded-md">
          <Logo />
        </Link>
        <div className="flex items-center gap-1">
          <ThemeToggle />
          {viewer ? (
            <UserMenu name={viewer.name} email={viewer.email} compact />
          ) : (
            <Button asChild variant="ghost" size="sm">
              <Link href="/sign-in">Sign in</Link>
            </Button>
          )}
        </div>
      </div>
    </header>
  );
}
