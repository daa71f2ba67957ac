"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { cn } from "#components/cn.ts";

/**
 * A line that opens to more. `open` is the wish of the page (a running step is open); the person's own
 * choice wins and stays. The content is rendered only while it is open.
 */
export function Disclosure(props: {
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
  className?: string;
  buttonClassName?: string;
  contentClassName?: string;
}) {
  const [choice, setChoice] = useState<boolean>();
  const open = choice ?? props.open ?? false;
  const id = useId();
  return (
    <div className={cn("min-w-0", props.className)}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setChoice(!open)}
        className={cn(
          "flex w-full min-w-0 items-start gap-2 rounded-md text-left hover:bg-hover/60",
          props.buttonClassName,
        )}
      >
        <ChevronRight
          aria-hidden
          className={cn(
            "mt-1 size-3.5 shrink-0 text-muted-foreground transition-transform",
            open && "rotate-90",
          )}
        />
        {props.summary}
      </button>
      {open ? (
        <div id={id} className={cn("min-w-0", props.contentClassName)}>
          {props.children}
        </div>
      ) : null}
    </div>
  );
}
