import type { ComponentProps } from "react";
import { cn } from "#components/cn.ts";
import { controlClass } from "#components/ui/input.tsx";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(
        controlClass,
        "field-sizing-content h-auto min-h-24 py-2 leading-relaxed md:h-auto md:coarse:h-auto",
        className,
      )}
      {...props}
    />
  );
}
