import type { ReactNode } from "react";
import { cn } from "#components/cn.ts";

/** A named region that scrolls on its own, by keyboard too. */
export function ScrollRegion(props: { label: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={props.label} tabIndex={0} className={cn("overflow-auto", props.className)}>
      {props.children}
    </section>
  );
}
