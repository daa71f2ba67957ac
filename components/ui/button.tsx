import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "#components/cn.ts";

export const buttonVariants = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium text-sm transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg:not([class*='size-'])]:size-4 [&_svg]:pointer-events-none [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        default: "bg-primary text-primary-foreground hover:bg-primary-hover",
        outline: "border border-input bg-surface text-foreground shadow-raised hover:bg-hover",
        secondary: "bg-muted text-foreground hover:bg-hover",
        ghost: "text-foreground hover:bg-hover",
        danger: "bg-danger text-danger-foreground hover:bg-danger-hover",
        link: "text-link underline-offset-4 hover:underline",
      },
      // 44 px on phones and touch screens, dense with a mouse.
      size: {
        default: "h-11 px-4 md:h-9 md:px-3.5 md:coarse:h-11",
        sm: "h-11 px-3 md:h-8 md:px-2.5 md:text-[0.8125rem] md:coarse:h-11",
        lg: "h-11 px-5",
        icon: "size-11 md:size-9 md:coarse:size-11",
        "icon-sm": "size-11 md:size-8 md:coarse:size-11",
      },
    },
    defaultVariants: { variant: "default", size: "default" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & { asChild?: boolean };

export function Button({ className, variant, size, asChild = false, type, ...props }: ButtonProps) {
  const Component = asChild ? Slot.Root : "button";
  return (
    <Component
      data-slot="button"
      type={asChild ? type : (type ?? "button")}
      className={cn(buttonVariants({ variant, size }), className)}
      {...props}
    />
  );
}
