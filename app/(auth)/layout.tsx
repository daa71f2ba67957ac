import Link from "next/link";
import type { ReactNode } from "react";
import { SkipLink } from "#app/_components/skip-link.tsx";
import { Logo } from "#components/logo.tsx";
import { ThemeToggle } from "#components/theme-toggle.tsx";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="flex h-14 items-center justify-between px-4 sm:px-6">
        <Link href="/" className="rounded-md" aria-label="MorningAI, start page">
          <Logo />
        </Link>
        <ThemeToggle />
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="flex flex-1 justify-center px-4 pt-8 pb-16 outline-none sm:pt-[12vh]"
      >
        <div className="w-full max-w-sm">{children}</div>
      </main>
    </div>
  );
}
