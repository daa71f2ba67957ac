import type { ComponentProps } from "react";
import { cn } from "#components/cn.ts";
import { controlClass } from "#components/ui/input.tsx";

/** The browser's own choice, for forms that work by their address alone. */
export function NativeSelect({ className, ...props }: ComponentProps<"select">) {
  return <select data-slot="native-select" className={cn(controlClass, "pr-8", className)} {...props} />;
}
