import Link from "next/link";
import type { ReactNode } from "react";

/** A link in a line of text, large enough for a finger. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-block rounded-sm py-2 font-medium text-link underline decoration-1 underline-offset-2 hover:decoration-2"
    >
      {children}
    </Link>
  );
}
