import type { ReactNode } from "react";

/** Title of a page about signing in, and what it is for. */
export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <>
      <h1 className="mb-1 font-semibold text-xl tracking-tight">{title}</h1>
      <p className="mb-6 text-muted-foreground text-sm leading-relaxed [overflow-wrap:anywhere]">
        {children}
      </p>
    </>
  );
}
