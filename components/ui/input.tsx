import type { ComponentProps } from "react";
import { cn } from "#components/cn.ts";

/** The look of every single-line control; phones get 16 px text so that they don't zoom in. */
export const controlClass =
  "h-11 w-full min-w-0 rounded-md border border-input bg-surface px-3 text-base text-foreground shadow-raised transition-colors placeholder:text-muted-foreground hover:border-muted-foreground/60 focus-visible:border-ring focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-ring/60 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger-text aria-invalid:outline-danger-text/60 md:h-9 md:text-sm md:coarse:h-11";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      type={type}
      className={cn(
        controlClass,
        "file:mr-3 file:h-7 file:border-0 file:bg-transparent file:font-medium file:text-sm",
        className,
      )}
      {...props}
    />
  );
}
