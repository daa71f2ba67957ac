import type { ReactNode } from "react";
import { cn } from "#components/cn.ts";

/**
 * A named part that scrolls on its own, by keyboard too. It is a group, not a landmark: a page may have
 * dozens of them with the same name.
 */
export function ScrollRegion(props: { label: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div
      role="group"
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className={cn("overflow-auto", props.className)}
    >
      {props.children}
    </div>
  );
}
